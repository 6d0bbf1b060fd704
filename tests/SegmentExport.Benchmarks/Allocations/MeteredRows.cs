using Apache.Arrow;
using SegmentExport.Packaging;

namespace SegmentExport.Benchmarks.Allocations;

/// <summary>Passes batches on and watches what the thread allocates between them, once buffers have grown and code is compiled.</summary>
internal sealed class MeteredRows(IRowBatchReader rows) : IRowBatchReader
{
    private const int WarmUpBatches = 32;

    private long _batches;
    private long _start;
    private long _end;

    /// <inheritdoc />
    public Schema Schema => rows.Schema;

    /// <summary>Rows that were watched.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes that were allocated for them: by reading, masking, encoding, compressing and writing.</summary>
    public long Bytes => _end - _start;

    /// <inheritdoc />
    public RecordBatch? Read(CancellationToken cancellationToken)
    {
        _end = GC.GetAllocatedBytesForCurrentThread();
        if (_batches++ == WarmUpBatches)
        {
            (_start, Rows) = (_end, 0);
        }

        var batch = rows.Read(cancellationToken);
        Rows += batch?.Length ?? 0;
        return batch;
    }

    /// <inheritdoc />
    public void Dispose() => rows.Dispose();
}
