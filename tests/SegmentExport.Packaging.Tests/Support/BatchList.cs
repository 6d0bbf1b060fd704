using Apache.Arrow;

namespace SegmentExport.Packaging.Tests.Support;

/// <summary>Batches from memory.</summary>
internal sealed class BatchList(Schema schema, params IReadOnlyList<RecordBatch> batches) : IRowBatchReader
{
    private int _next;
    private int _times = 1;

    public Schema Schema => schema;

    public RecordBatch? Read(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_next == batches.Count && --_times > 0)
        {
            _next = 0;
        }

        return _next < batches.Count ? batches[_next++] : null;
    }

    /// <summary>Gives the batches so many times, one round after the other.</summary>
    public BatchList Repeat(int times)
    {
        _times = times;
        return this;
    }

    public void Dispose()
    {
    }
}
