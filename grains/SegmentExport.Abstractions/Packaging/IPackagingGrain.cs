namespace SegmentExport.Abstractions.Packaging;

/// <summary>
/// Packs shards on one silo: a stateless worker. Key: the silo's address as text; calls carry that silo as placement hint, because a stateless worker
/// otherwise runs where it is called from.
/// </summary>
[Alias("SegmentExport.IPackagingGrain")]
public interface IPackagingGrain : IGrainWithStringKey
{
    /// <summary>Reads, masks, encodes, compresses and stores one shard. Repeating it gives the same part.</summary>
    /// <param name="request">The shard.</param>
    /// <param name="cancellationToken">Ends the work; no part is left then. The call itself ends only when the work has: a caller may rely on that before it deletes parts.</param>
    /// <returns>The packed shard, or why not.</returns>
    [Alias("Pack")]
    [ResponseTimeout("00:10:00")]
    Task<PackShardResult> PackAsync(PackShardRequest request, GrainCancellationToken cancellationToken);

    /// <summary>What the silo packs at this moment, for operators.</summary>
    [Alias("GetRunning")]
    Task<RunningShardList> GetRunningAsync();
}
