using Apache.Arrow;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Jsonl;

/// <summary>Writes the values of one column.</summary>
internal abstract class JsonCell : IDisposable
{
    /// <summary>Turns to a batch.</summary>
    public abstract void Bind(ArrayData data);

    /// <summary>Writes a row's value; <c>null</c> where there is none.</summary>
    public abstract void Write(int row, PlainBuffer output);

    /// <inheritdoc />
    public abstract void Dispose();
}
