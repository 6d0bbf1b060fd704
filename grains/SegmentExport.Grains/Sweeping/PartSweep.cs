using Microsoft.Extensions.Logging;
using SegmentExport.Abstractions.Sweeping;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Tasks;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Sweeping;

/// <summary>
/// Looks for parts that no task owns: those of tasks that the database does not know (it was restored, or another lost it), and those that came after the task's parts were deleted (from a silo that
/// was taken for dead). The list only says which tasks to ask; the task itself, which begins to pack only after its first record, says whether it owns them, and deletes them in its own turn.
/// </summary>
internal sealed partial class PartSweep(IArtifactStore store, IDownloadTaskIndex index, IGrainFactory grains, ILogger<PartSweep> logger)
{
    private const int Batch = 200;

    /// <summary>A round ends after so many orphans; the next one goes on.</summary>
    private const int MaxOrphans = 1000;

    /// <summary>A store that fails so often fails for all.</summary>
    private const int MaxFailures = 10;

    /// <summary>Looks through the store once. Faults end the round, and are logged.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (orphans, failures) = (0, 0);
        try
        {
            await foreach (var tasks in store.ListTasksAsync(cancellationToken).Chunk(Batch).WithCancellation(cancellationToken))
            {
                var owners = await index.FindOwnersAsync(tasks, cancellationToken);
                foreach (var task in tasks.Where(task => !owners.Contains(task)))
                {
                    var outcome = await SweepAsync(task, cancellationToken);
                    failures += outcome == SweepOutcome.Failed ? 1 : 0;
                    if (++orphans >= MaxOrphans || failures >= MaxFailures)
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotListed(fault.GetType());
        }
        finally
        {
            if (orphans > 0)
            {
                LogSwept(orphans, failures);
            }
        }
    }

    private async Task<SweepOutcome> SweepAsync(TaskKey task, CancellationToken cancellationToken)
    {
        SweepOutcome outcome;
        try
        {
            outcome = await grains.GetGrain<IDownloadTaskWorkGrain>(task.ToString()).SweepPartsAsync().WaitAsync(cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotAsked(task, fault.GetType());
            outcome = SweepOutcome.Failed;
        }

        SegmentExportMetrics.PartsSwept(outcome);
        return outcome;
    }

    [LoggerMessage(2100, LogLevel.Information, "Tasks with parts that seemed to be nobody's: {Orphans}; not swept because of a fault: {Failures}.")]
    private partial void LogSwept(int orphans, int failures);

    [LoggerMessage(2101, LogLevel.Warning, "The stored parts could not be looked through ({Fault}); the next round tries again.")]
    private partial void LogNotListed(Type fault);

    [LoggerMessage(2102, LogLevel.Warning, "Task {Task} did not answer the sweep of parts ({Fault}); the next round tries again.")]
    private partial void LogNotAsked(TaskKey task, Type fault);
}
