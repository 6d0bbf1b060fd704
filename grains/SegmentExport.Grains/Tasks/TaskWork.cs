using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime.Placement;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Keys;
using SegmentExport.Grains.Limits;
using SegmentExport.Grains.Packaging;
using SegmentExport.Grains.Scheduling;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Sources;

namespace SegmentExport.Grains.Tasks;

/// <summary>What tasks have done outside of their own turns, with time-outs, spans and faults turned into answers. One in a silo.</summary>
internal sealed partial class TaskWork(
    ISegmentSourceRegistry sources,
    IArtifactStore store,
    IArtifactKeys keys,
    TaskSeals seals,
    TaskAdmission admission,
    IGrainFactory grains,
    IOptions<PackagingOptions> options,
    IOptions<ShardingOptions> sharding,
    PlanningSlots planning,
    ILogger<TaskWork> logger)
{
    /// <summary>How often planning or a shard is tried.</summary>
    public int MaxAttempts => options.Value.MaxAttempts;

    /// <summary>The wait after so many failed attempts.</summary>
    public TimeSpan DelayAfter(int attempts) => options.Value.DelayAfter(attempts);

    /// <summary>Counts and cuts a task's segment.</summary>
    public async Task<WorkResult.Planned> PlanAsync(DownloadTaskState task, CancellationToken cancellationToken)
    {
        using var span = SegmentExportTelemetry.StartInTask("segment_export.plan", task.TraceParent);
        span?.SetTag("segment_export.task", task.Key.ToString());
        try
        {
            // Who keeps the limits may be slow to answer; that costs this task a wait, and not others a slot.
            if (await admission.ConfirmAsync(task).WaitAsync(options.Value.PlanTimeout, cancellationToken) is { } over)
            {
                return NotAdmitted(over);
            }

            var isQuick = task.Submission.RowsEstimated is <= TaskDemand.QuickRows;
            var plan = await planning.UseAsync(() => CountAsync(task, isQuick, cancellationToken), isQuick, cancellationToken);
            span?.SetTag("segment_export.rows", plan.Rows).SetTag("segment_export.shards", plan.Shards.Length);
            return await admission.CountRowsAsync(task, plan.Rows) is { } refused
                ? NotAdmitted(refused)
                : new(plan, null, false, admission.CountsRows(task.Key.Space));
        }
        catch (PackagingException fault)
        {
            return NotPlanned(span, task.Key, new(fault.Code, fault.Message), fault.IsTransient, fault);
        }
        catch (Exception fault)
        {
            // Anything unforeseen, and the time-out: its message could hold a value, so only its type is told.
            return NotPlanned(span, task.Key, new(ErrorCodes.Internal, "The segment could not be counted; the trace tells more."), true, fault);
        }
    }

    /// <summary>Whether a planned task waits for <see cref="ConfirmRowsAsync"/>.</summary>
    public bool CountsRows(DownloadTaskState task) => admission.CountsRows(task.Key.Space);

    /// <summary>Asks once more whether the day has room for a plan's rows, now that it is stored.</summary>
    public async Task<WorkResult> ConfirmRowsAsync(DownloadTaskState task) =>
        await admission.CountRowsAsync(task, task.Packaging.Plan!.Rows) is { } refused ? NotAdmitted(refused) : new WorkResult.RowsConfirmed();

    /// <summary>What the task's next parts are sealed with.</summary>
    public Task<ArtifactKey> GetKeyAsync(DownloadTaskState task, CancellationToken cancellationToken) => seals.ForPackingAsync(task, cancellationToken);

    /// <summary>Has one shard packed on the granted silo. Every fault is an answer, of the key as of the packing.</summary>
    public async Task<PackShardResult> PackAsync(DownloadTaskState task, RunningShard run, Task<ArtifactKey> key)
    {
        if (run.Waited is { } waited)
        {
            SegmentExportMetrics.FirstShardStarted(waited);
            SegmentExportTelemetry.TellInTask("segment_export.queue", task.TraceParent, waited)?.SetTag("segment_export.task", task.Key.ToString()).Dispose();
        }

        using var span = SegmentExportTelemetry.StartInTask("segment_export.pack", task.TraceParent);
        span?.SetTag("segment_export.task", task.Key.ToString())
            .SetTag("segment_export.shard.index", run.Shard.Index)
            .SetTag("segment_export.shard.attempt", run.Attempt)
            .SetTag("segment_export.silo", run.Grant.SiloName);
        try
        {
            return await PackAsync(task, run, await key.WaitAsync(run.Cancellation));
        }
        catch (PackagingException fault)
        {
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", fault.Code);
            LogNotPacked(task.Key, run.Shard.Index, run.Attempt, run.Grant.SiloName, fault.GetType());
            return new() { Failure = new(fault.Code, fault.Message), IsTransient = fault.IsTransient };
        }
        catch (Exception fault)
        {
            // A silo that died, a time-out, a cancellation: the part is packed again, with the same bytes.
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", fault.GetType().Name);
            LogNotPacked(task.Key, run.Shard.Index, run.Attempt, run.Grant.SiloName, fault.GetType());
            return new()
            {
                Failure = new(ErrorCodes.Internal, $"The silo '{run.Grant.SiloName}' did not finish the shard ({fault.GetType().Name})."),
                IsTransient = true,
            };
        }
    }

    /// <summary>Counting takes long where the segment has many rows; what is known of that is the estimate. The time runs from here: a wait for a slot is the fault of nobody, and no attempt.</summary>
    private async Task<ShardPlan> CountAsync(DownloadTaskState task, bool isQuick, CancellationToken cancellationToken)
    {
        var query = task.Submission.Query;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.PlanTimeout);
        return await PackingThreads.RunAsync(() => sources.Get(query.Source).PlanAsync(query, sharding.Value, timeout.Token).AsTask(), timeout.Token, isQuick);
    }

    private async Task<PackShardResult> PackAsync(DownloadTaskState task, RunningShard run, ArtifactKey key)
    {
        var request = new PackShardRequest
        {
            Task = task.Key,
            Query = task.Submission.Query,
            SourceVersion = task.Packaging.Plan!.SourceVersion,
            Shard = run.Shard,
            Format = task.Submission.Format,
            Options = task.Submission.Options,
            Attempt = run.Attempt,
            Key = key,
        };
        try
        {
            // The pool of that silo: named by its address, and placed there by the hint (orleans-notes: a stateless worker else runs where it is called).
            RequestContext.Set(IPlacementDirector.PlacementHintKey, run.Grant.Silo);

            // Asks the packer to end without ending the wait for it. (Orleans can make every cancelled call wait for its callee, but then its own probes wait for a silo that stands still.)
            using var cancellation = new GrainCancellationTokenSource();
            await using var registration = run.Cancellation.Register(() => cancellation.Cancel().Ignore());
            return await grains.GetGrain<IPackagingGrain>(run.Grant.Silo.ToParsableString()).PackAsync(request, cancellation.Token);
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <summary>Tells that a half-packed task has come to another silo, or back: what it had under way is packed again, and counted from the first attempt.</summary>
    public static void TellResumed(DownloadTaskState task)
    {
        using var span = SegmentExportTelemetry.StartInTask("segment_export.resume", task.TraceParent);
        span?.SetTag("segment_export.task", task.Key.ToString())
            .SetTag("segment_export.shards", task.Packaging.Plan?.Shards.Length)
            .SetTag("segment_export.shards.done", task.Packaging.Packed.Length);
    }

    /// <summary>Waits for cancelled shards to end, and not for ever.</summary>
    public async Task WaitAsync(Task cancelled) =>
        await Task.WhenAny(cancelled, Task.Delay(options.Value.CancelTimeout));

    /// <summary>Deletes a task's parts.</summary>
    /// <returns>Whether they are gone.</returns>
    public Task<bool> TryDeleteAsync(TaskKey task, CancellationToken cancellationToken) => TryEndAsync(task, store.DeleteTaskAsync, cancellationToken);

    /// <summary>Destroys the key of a task's parts: from then on they are unreadable, wherever copies of them may be.</summary>
    /// <returns>Whether it is gone.</returns>
    public Task<bool> TryDestroyKeyAsync(TaskKey task, CancellationToken cancellationToken) => TryEndAsync(task, keys.DestroyAsync, cancellationToken);

    /// <summary>Tells the scheduler what a task holds and wants. Not waited for: where it is lost, the scheduler's next ping asks.</summary>
    public void RequestSlots(SlotDemand demand) => grains.GetGrain<IPackagingSchedulerGrain>(0).RequestAsync(demand).Ignore();

    /// <summary>Gives slots back. Not waited for either.</summary>
    public void ReleaseSlots(TaskKey task, SlotRelease release) => grains.GetGrain<IPackagingSchedulerGrain>(0).ReleaseAsync(task, release).Ignore();

    private async Task<bool> TryEndAsync(TaskKey task, Func<TaskKey, CancellationToken, ValueTask> end, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(async () => await end(task, cancellationToken), cancellationToken);
            return true;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotDeleted(task, fault.GetType());
            return false;
        }
    }

    private static WorkResult.Planned NotAdmitted(Rejection refused) => new(null, new(refused.Code, refused.Message), refused.Kind == RejectionKind.Unavailable);

    private WorkResult.Planned NotPlanned(Activity? span, TaskKey task, PackagingFailure failure, bool isTransient, Exception fault)
    {
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.Code);
        LogNotPlanned(task, failure.Code, fault.GetType());
        return new(null, failure, isTransient);
    }

    [LoggerMessage(1100, LogLevel.Warning, "The shards of task {Task} could not be planned: {Code} ({Fault}).")]
    private partial void LogNotPlanned(TaskKey task, string code, Type fault);

    [LoggerMessage(1101, LogLevel.Warning, "Shard {Shard} of task {Task} was not packed at attempt {Attempt} on {Silo}: {Fault}.")]
    private partial void LogNotPacked(TaskKey task, int shard, int attempt, string silo, Type fault);

    [LoggerMessage(1102, LogLevel.Warning, "The parts of task {Task}, or their key, could not be deleted: {Fault}; trying again.")]
    private partial void LogNotDeleted(TaskKey task, Type fault);
}
