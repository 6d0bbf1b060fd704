using Apache.Arrow;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Packaging;

namespace SegmentExport.Grains.Packaging;

/// <summary>A shard that is being packed, whose rows are counted as they are read.</summary>
internal sealed class RunningPack(PackShardRequest request, string silo, DateTimeOffset startedAt)
{
    private long _rowsRead;

    /// <summary>How far it is.</summary>
    public RunningShardView View => new()
    {
        Task = request.Task,
        Index = request.Shard.Index,
        Attempt = request.Attempt,
        Silo = silo,
        StartedAt = startedAt,
        Rows = request.Shard.Rows,
        RowsRead = Interlocked.Read(ref _rowsRead),
    };

    /// <summary>The rows, counted; the reader that counts owns them.</summary>
    public IRowBatchReader Count(IRowBatchReader rows) => new CountingReader(this, rows);

    private sealed class CountingReader(RunningPack pack, IRowBatchReader rows) : IRowBatchReader
    {
        public Schema Schema => rows.Schema;

        public RecordBatch? Read(CancellationToken cancellationToken)
        {
            var batch = rows.Read(cancellationToken);
            Interlocked.Add(ref pack._rowsRead, batch?.Length ?? 0);
            return batch;
        }

        public void Dispose() => rows.Dispose();
    }
}
