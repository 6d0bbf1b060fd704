using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentExport.Abstractions.Audit;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Abstractions.Sweeping;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Packaging;
using SegmentExport.Grains.Tasks;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Scheduling;

/// <summary>
/// The one scheduler of the cluster. Soft state: when it starts and ever again it asks every unfinished task of the database what it holds and wants; that also
/// brings back a task whose silo died, whatever it was at. It never waits for a task within a turn, so that tasks can call it while it calls them.
/// </summary>
[KeepAlive]
internal sealed partial class PackagingSchedulerGrain(
    IDownloadTaskIndex index, ISchedulingRules rules, IOptions<PackagingOptions> options, TimeProvider time, [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock, ILogger<PackagingSchedulerGrain> logger)
    : Grain, IPackagingSchedulerGrain, IDisposable
{
    private const int ParallelPings = 16;

    // Counting reads an entry of an index for each task that has not ended.
    private const int RoundsPerCount = 3;

    /// <summary>What the pace of the cluster is taken over.</summary>
    private static readonly TimeSpan PacePeriod = TimeSpan.FromMinutes(1);

    private readonly SlotPolicy _policy = new(Guid.CreateVersion7, rules);
    private readonly SemaphoreSlim _pings = new(ParallelPings);
    private readonly HashSet<TaskKey> _pinged = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Queue<(long At, long EndedTasks)> _pace = [];
    private ImmutableArray<LiveTasks> _counted = [];
    private DateTimeOffset _countedAt;
    private long _lastCount;
    private bool _hasListed;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            static (self, _) => self.TickAsync(), this, new() { DueTime = TimeSpan.Zero, Period = options.Value.PingPeriod, Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        SchedulerGauges.Clear();
        return _stopping.CancelAsync();
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _pings.Dispose();
    }

    public Task AnnounceAsync(SiloAnnouncement announcement)
    {
        _policy.SetSilo(announcement.Silo, announcement.Name, announcement.Slots, time.GetUtcNow());
        GrantSlots();
        return Task.CompletedTask;
    }

    public Task RequestAsync(SlotDemand demand)
    {
        SegmentExportMetrics.GrantsLapsed(_policy.SetDemand(demand));
        GrantSlots();
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(TaskKey task, SlotRelease release)
    {
        if (_policy.Release(task, release, time.GetUtcNow()) is { } lane)
        {
            LogRest(lane);
        }

        GrantSlots();
        return Task.CompletedTask;
    }

    public Task<SchedulerView> GetViewAsync() => Task.FromResult(new SchedulerView(_policy.SiloViews, _policy.Queues, [.. _counted.Select(CountOf)]));

    private StatusCount CountOf(LiveTasks tasks) => new(tasks.Status, tasks.Count, tasks.Count > 0 ? _countedAt - tasks.OldestAge : null);

    public Task<PackagingBacklog> GetBacklogAsync()
    {
        var (at, ended) = _pace.TryPeek(out var oldest) ? oldest : (time.GetTimestamp(), _policy.EndedTasks);
        var seconds = time.GetElapsedTime(at).TotalSeconds;
        return Task.FromResult(new PackagingBacklog(_policy.WaitingTasks, seconds < 1 ? 0 : (_policy.EndedTasks - ended) / seconds));
    }

    private async Task TickAsync()
    {
        KeepPace();
        DropSilentSilos();
        GrainFactory.GetGrain<IPartSweepGrain>(0).WakeAsync().Ignore();
        GrainFactory.GetGrain<IAuditSealGrain>(0).WakeAsync().Ignore();
        foreach (var task in await ListTasksAsync())
        {
            PingAsync(task).Ignore();
        }

        await CountAsync();
        SchedulerGauges.Publish(new(_policy.Slots, _policy.Busy, _policy.Waiting, _policy.WaitingTasks, _counted));
    }

    private void KeepPace()
    {
        while (_pace.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > PacePeriod)
        {
            _pace.Dequeue();
        }

        _pace.Enqueue((time.GetTimestamp(), _policy.EndedTasks));
    }

    private async Task CountAsync()
    {
        if (time.GetElapsedTime(_lastCount) < RoundsPerCount * options.Value.PingPeriod && !_counted.IsEmpty)
        {
            return;
        }

        try
        {
            _lastCount = time.GetTimestamp();
            var now = clock.GetUtcNow();
            (_counted, _countedAt) = (await index.CountLiveAsync(now, _stopping.Token), now);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogCountFailed(exception);
        }
    }

    /// <summary>The tasks that the database has as unfinished, and those that hold slots or wait, whatever the database says.</summary>
    private async Task<IReadOnlySet<TaskKey>> ListTasksAsync()
    {
        var tasks = _policy.Tasks.ToHashSet();
        try
        {
            await foreach (var task in index.ListUnfinishedAsync(_stopping.Token))
            {
                tasks.Add(task);
            }

            if (!_hasListed)
            {
                _hasListed = true;
                LogStarted(tasks.Count);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next tick tries again: without its tasks the scheduler is only idle, never wrong.
            LogListFailed(exception);
        }

        return tasks;
    }

    private void DropSilentSilos()
    {
        foreach (var (silo, seen) in _policy.DropSilent(time.GetUtcNow() - (4 * options.Value.AnnouncePeriod)))
        {
            LogSiloLost(silo, seen);
        }
    }

    /// <summary>Asks a task what it holds and wants; an answer replaces what was known.</summary>
    private async Task PingAsync(TaskKey task)
    {
        if (!_pinged.Add(task))
        {
            return;
        }

        await _pings.WaitAsync(_stopping.Token);
        try
        {
            var demand = await GrainFactory.GetGrain<IDownloadTaskWorkGrain>(task.ToString()).ResumeAsync();
            SegmentExportMetrics.GrantsLapsed(demand is null ? _policy.Remove(task) : _policy.SetDemand(demand));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Its slots stay taken until it answers: better an idle slot than two shards on one.
            LogPingFailed(task, exception);
        }
        finally
        {
            _pinged.Remove(task);
            _pings.Release();
        }

        GrantSlots();
    }

    private void GrantSlots()
    {
        foreach (var (task, grants) in _policy.Grant(time.GetUtcNow()))
        {
            SegmentExportMetrics.SlotsGranted(grants.Length);
            GrantAsync(task, grants).Ignore();
        }
    }

    private void LogRest(SourceLane lane)
    {
        if (lane.Breaker.RestsUntil is { } end)
        {
            SegmentExportMetrics.SourceRested(lane.Source);
            LogSourceRests(lane.Source, end);
        }
        else
        {
            LogSourceReads(lane.Source);
        }
    }

    private async Task GrantAsync(TaskKey task, ImmutableArray<SlotGrant> grants)
    {
        // Whoever called, most likely another task that gave its slots back, has nothing to do with what this one does with them.
        CallTrace.Enter(null);
        try
        {
            await GrainFactory.GetGrain<IDownloadTaskWorkGrain>(task.ToString()).GrantAsync(grants);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whether the task took them is unknown; the next ping tells.
            LogGrantFailed(task, exception);
        }

        _policy.Acknowledge(grants);
    }
}
