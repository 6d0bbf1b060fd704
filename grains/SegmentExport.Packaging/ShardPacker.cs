using SegmentExport.Domain.Packaging;

namespace SegmentExport.Packaging;

/// <summary>Packs one shard: batches → masking → encoding → compressed part.</summary>
public static class ShardPacker
{
    /// <summary>Packs a shard on the calling thread. The same rows and request give the same bytes.</summary>
    /// <param name="request">What is written.</param>
    /// <param name="rows">The rows; read to the end, not disposed.</param>
    /// <param name="destination">Takes the part; written in order, not flushed, not disposed.</param>
    /// <param name="cancellationToken">Ends the work within a batch's time.</param>
    /// <returns>The packed shard, without silo and times.</returns>
    /// <exception cref="Domain.Errors.PackagingException">A row or column cannot be written, or the rows are not as many as planned.</exception>
    public static PackedShard Pack(ShardPackRequest request, IRowBatchReader rows, Stream destination, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No format is written yet.");
}
