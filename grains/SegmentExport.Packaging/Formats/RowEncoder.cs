using Apache.Arrow;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Formats;

/// <summary>Writes the rows of a shard as text. Allocates nothing per row once its buffers have grown.</summary>
internal abstract class RowEncoder : IDisposable
{
    /// <summary>Text cells that were written with an apostrophe in front.</summary>
    public virtual long NeutralizedCells => 0;

    /// <summary>Turns to a batch; it stays in use until the next call or the end.</summary>
    public abstract void Bind(RecordBatch batch);

    /// <summary>Writes a row of the batch.</summary>
    public abstract void Write(int row, PlainBuffer output);

    /// <inheritdoc />
    public abstract void Dispose();
}
