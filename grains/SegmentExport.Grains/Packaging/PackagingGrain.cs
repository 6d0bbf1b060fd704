using Orleans.Concurrency;
using SegmentExport.Abstractions.Packaging;

namespace SegmentExport.Grains.Packaging;

/// <summary>One worker of a silo's pool. The work is done by the silo's <see cref="ShardWork"/>, off the grain's scheduler.</summary>
[StatelessWorker(MaxWorkers)]
internal sealed class PackagingGrain(ShardWork work) : Grain, IPackagingGrain
{
    /// <summary>More than a silo may have slots: grants bound the work, not the pool.</summary>
    private const int MaxWorkers = 1024;

    public Task<PackShardResult> PackAsync(PackShardRequest request, CancellationToken cancellationToken)
    {
        // The hint travels on with nested calls otherwise.
        RequestContext.Remove(Orleans.Runtime.Placement.IPlacementDirector.PlacementHintKey);
        return work.PackAsync(request, cancellationToken);
    }
}
