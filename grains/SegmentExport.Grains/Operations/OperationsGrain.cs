using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime.Placement;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Catalog;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Operations;

/// <summary>
/// Gathers what the scheduler, the silos and the database know. Calls that come while it gathers, or shortly after, share one answer, so that looking costs the same however many look. What does not
/// answer in time is told as that: an overview that waits for what is broken would be of no use. For the same reason it is on whichever silo is asked, and on none that could die alone with it.
/// </summary>
[StatelessWorker(1), Reentrant]
internal sealed partial class OperationsGrain(
    ICurrentCatalog catalog, ClusterSilos silos, SlotsAndQueues scheduler, WaitingAndFailed tasks, TimeProvider time, ILogger<OperationsGrain> logger) : Grain, IOperationsGrain
{
    /// <summary>The most items of each list.</summary>
    private const int MostItems = 200;

    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private Task<OperationsOverview>? _gathering;
    private long _gatheredAt;

    public async Task<Answer<OperationsOverview>> GetOverviewAsync(Caller caller)
    {
        var rejection = catalog.Value.CheckOperator(caller.User);
        SegmentExportMetrics.CommandDone("overview", rejection?.Code ?? "ok");
        return rejection is not null ? rejection : await ShareAsync();
    }

    private Task<OperationsOverview> ShareAsync()
    {
        if (_gathering is null || (_gathering.IsCompleted && (_gathering.IsFaulted || time.GetElapsedTime(_gatheredAt) > Fresh)))
        {
            _gathering = GatherAsync();
        }

        return _gathering;
    }

    private async Task<OperationsOverview> GatherAsync()
    {
        // All at once: what is silent is waited for together.
        var database = tasks.ReadAsync(Patience);
        var slots = scheduler.ReadAsync(Patience);
        var serving = silos.Serving.ToList();
        var running = await Task.WhenAll(serving.Select(AskAsync));
        var answering = serving.Zip(running).Where(pair => pair.Second is not null).Select(pair => pair.First).ToHashSet();
        var (scheduled, schedulerAnswers) = await slots;
        var (oldest, failures, answers) = await database;
        _gatheredAt = time.GetTimestamp();
        return new()
        {
            Silos = Bound(silos.With(scheduled?.Silos ?? [], answering)),
            Queues = Bound((scheduled?.Queues ?? []).OrderByDescending(queue => queue.WaitingShards).ThenByDescending(queue => queue.BusySlots).ThenBy(queue => queue.Space.Value, StringComparer.Ordinal)),
            Running = Bound(running.SelectMany(list => list?.Items ?? []).OrderBy(shard => shard.StartedAt).ThenBy(shard => shard.Index)),
            Tasks = scheduled?.Tasks ?? [],
            Oldest = oldest,
            Failures = Bound(failures ?? []),
            DatabaseAnswers = answers,
            IsSchedulerSilent = !schedulerAnswers,
            SchedulerNeverAnswered = scheduled is null,
            DatabaseNeverAnswered = failures is null,
        };
    }

    private async Task<RunningShardList?> AskAsync(SiloAddress silo)
    {
        try
        {
            // As packing itself is addressed: the pool of that silo, placed there by the hint, which is read as the call begins.
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            var answer = GrainFactory.GetGrain<IPackagingGrain>(silo.ToParsableString()).GetRunningAsync();
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
            return await answer.WaitAsync(Patience, time);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            LogSilent(silo, exception.GetType());
            return null;
        }
    }

    private static Bounded<T> Bound<T>(IEnumerable<T> items)
    {
        var all = items.ToImmutableArray();
        return new(all.Length > MostItems ? all[..MostItems] : all, Math.Max(0, all.Length - MostItems));
    }

    [LoggerMessage(2800, LogLevel.Warning, "Silo {Silo} did not tell what it packs ({Fault}).")]
    private partial void LogSilent(SiloAddress silo, Type fault);
}
