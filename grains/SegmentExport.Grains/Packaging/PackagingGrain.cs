using Orleans.Concurrency;
using SegmentExport.Abstractions.Packaging;

namespace SegmentExport.Grains.Packaging;

/// <summary>
/// A silo's door to its <see cref="ShardWork"/>, which does the work off the grain's scheduler and bounds it. One worker that takes all calls at once, because the
/// cancellation of a call reaches a stateless worker only where there is no other that it could be delivered to.
/// </summary>
[StatelessWorker(maxLocalWorkers: 1), Reentrant]
internal sealed class PackagingGrain(ShardWork work) : Grain, IPackagingGrain
{
    public Task<PackShardResult> PackAsync(PackShardRequest request, GrainCancellationToken cancellationToken)
    {
        // The hint travels on with nested calls otherwise.
        RequestContext.Remove(Orleans.Runtime.Placement.IPlacementDirector.PlacementHintKey);
        return work.PackAsync(request, cancellationToken.CancellationToken);
    }

    public Task<RunningShardList> GetRunningAsync() => Task.FromResult(new RunningShardList(work.Running));
}
