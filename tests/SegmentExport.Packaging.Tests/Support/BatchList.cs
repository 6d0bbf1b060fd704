using Apache.Arrow;

namespace SegmentExport.Packaging.Tests.Support;

/// <summary>Batches from memory.</summary>
internal sealed class BatchList(Schema schema, params IReadOnlyList<RecordBatch> batches) : IRowBatchReader
{
    private int _next;

    public Schema Schema => schema;

    public RecordBatch? Read(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _next < batches.Count ? batches[_next++] : null;
    }

    public void Dispose()
    {
    }
}
