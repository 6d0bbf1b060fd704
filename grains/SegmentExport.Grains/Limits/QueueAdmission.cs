using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Limits;
using SegmentExport.Grains.Tasks;

namespace SegmentExport.Grains.Limits;

/// <summary>
/// Refuses new tasks while as many wait for packaging as may, so that a flood is told to come back instead of making everybody wait. What waits for slots is asked of the scheduler, at most once a
/// second; what waits to be planned is added as this silo knows it. So the bound is held to within what arrives in a second. One in a silo.
/// </summary>
internal sealed partial class QueueAdmission(IGrainFactory grains, PlanningSlots planning, IOptions<LimitOptions> options, TimeProvider time, ILogger<QueueAdmission> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>What is told where nothing ended lately.</summary>
    private static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(30);

    private readonly Lock _asking = new();
    private Task<PackagingBacklog>? _backlog;
    private long _asked;

    /// <summary>Whether there is room for one task more.</summary>
    /// <returns>Null, or why not and when there will be.</returns>
    public async Task<Rejection?> CheckAsync()
    {
        if (options.Value.WaitingTasks is not (> 0 and var most))
        {
            return null;
        }

        var backlog = await Latest();
        var waiting = backlog.Tasks + planning.Tasks;
        return waiting < most ? null : LimitRejections.QueueFull(most, WaitFor(waiting - most + 1, backlog.TasksPerSecond));
    }

    private static TimeSpan WaitFor(int tasks, double tasksPerSecond) =>
        tasksPerSecond <= 0 ? UnknownWait : TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(tasks / tasksPerSecond), ShortestWait.TotalSeconds, LongestWait.TotalSeconds));

    private Task<PackagingBacklog> Latest()
    {
        lock (_asking)
        {
            if (_backlog is null || (_backlog.IsCompleted && time.GetElapsedTime(_asked) > Fresh))
            {
                (_backlog, _asked) = (AskAsync(), time.GetTimestamp());
            }

            return _backlog;
        }
    }

    private async Task<PackagingBacklog> AskAsync()
    {
        try
        {
            return await grains.GetGrain<IPackagingSchedulerGrain>(0).GetBacklogAsync().WaitAsync(Patience, time);
        }
        catch (Exception fault)
        {
            // Without an answer what this silo knows itself has to do: a scheduler that moves to another silo must not stop creation.
            LogNotAsked(fault.GetType());
            return new(0, 0);
        }
    }

    [LoggerMessage(1701, LogLevel.Warning, "The scheduler could not be asked how much waits: {Fault}.")]
    private partial void LogNotAsked(Type fault);
}
