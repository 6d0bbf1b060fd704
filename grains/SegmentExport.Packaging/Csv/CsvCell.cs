using Apache.Arrow;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Csv;

/// <summary>Writes the cells of one column.</summary>
internal abstract class CsvCell : IDisposable
{
    /// <summary>Cells that got an apostrophe in front.</summary>
    public long Neutralized { get; protected set; }

    /// <summary>Turns to a batch.</summary>
    public abstract void Bind(ArrayData data);

    /// <summary>Writes a row's cell.</summary>
    public abstract void Write(int row, PlainBuffer output);

    /// <inheritdoc />
    public abstract void Dispose();
}
