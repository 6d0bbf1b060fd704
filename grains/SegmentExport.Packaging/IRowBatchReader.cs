using Apache.Arrow;

namespace SegmentExport.Packaging;

/// <summary>The rows of one shard as Arrow record batches, in order. Read by one thread; reading is CPU-bound and does not await.</summary>
public interface IRowBatchReader : IDisposable
{
    /// <summary>The columns, in the query's order.</summary>
    Schema Schema { get; }

    /// <summary>The next batch, or null after the last. It is valid until the next call; the reader owns it.</summary>
    /// <param name="cancellationToken">Ends the reading within a batch's time.</param>
    /// <exception cref="Domain.Errors.PackagingException">The source failed.</exception>
    RecordBatch? Read(CancellationToken cancellationToken);
}
