using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Tasks;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Retention;

/// <summary>
/// Archives the tasks that ended long ago. Files go first: whatever there may still be of key and parts is deleted before the task's record moves, so that a round that dies anywhere leaves a task that is
/// whole in one place or the other, and that the next round takes up where it is still due.
/// </summary>
internal sealed partial class TaskRetention(
    ITaskArchive archive,
    TaskWork work,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock,
    ILogger<TaskRetention> logger)
{
    private const int Batch = 200;
    private const int AtOnce = 8;

    /// <summary>A round ends after this, whatever it waits for.</summary>
    private static readonly TimeSpan RoundLimit = TimeSpan.FromMinutes(1);

    /// <summary>Archives what is due. Faults end the round, and are logged.</summary>
    /// <returns>Whether the round came to its limit with work done, so that there is more to do at once.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.KeepFor == TimeSpan.Zero)
        {
            return false;
        }

        var (moved, failures, inARow) = (0, 0, 0);
        var endedBefore = clock.GetUtcNow() - options.Value.KeepFor;
        using var limit = new CancellationTokenSource(RoundLimit, time);
        using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var span = SegmentExportTelemetry.Start("segment_export.archive");
        try
        {
            await foreach (var due in archive.ListDueAsync(endedBefore, Batch, round.Token))
            {
                var cleared = await ClearAsync(due, round.Token);
                cancellationToken.ThrowIfCancellationRequested();
                moved += await MoveAsync(cleared, endedBefore, cancellationToken);
                if (limit.IsCancellationRequested)
                {
                    break;
                }

                failures += due.Count - cleared.Count;
                inARow = cleared.Count == 0 ? inARow + due.Count : 0;
                if (inARow >= Batch)
                {
                    // A store that fails so often in a row fails for all.
                    Break(span, "parts_not_deleted");
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Break(span, fault.GetType().Name);
        }
        finally
        {
            span?.SetTag("segment_export.archived", moved);
            if (moved > 0 || failures > 0)
            {
                LogArchived(moved, failures);
            }
        }

        return moved > 0 && limit.IsCancellationRequested;
    }

    private void Break(Activity? span, string error)
    {
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", error);
        LogNotArchived(error);
    }

    /// <summary>Deletes keys and parts, as far as the round's time goes.</summary>
    /// <returns>The tasks that have none any more.</returns>
    private async Task<IReadOnlyList<TaskKey>> ClearAsync(IReadOnlyList<TaskKey> due, CancellationToken cancellationToken)
    {
        var cleared = new bool[due.Count];
        try
        {
            await Parallel.ForAsync(0, due.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (task, ending) =>
                cleared[task] = await work.TryDestroyKeyAsync(due[task], ending) && await work.TryDeleteAsync(due[task], ending));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was cleared in time is moved; the others stay due.
        }

        return [.. due.Where((_, task) => cleared[task])];
    }

    private async Task<int> MoveAsync(IReadOnlyList<TaskKey> cleared, DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        var moved = await archive.MoveAsync(cleared, endedBefore, cancellationToken);
        SegmentExportMetrics.TasksArchived(moved);
        return moved;
    }

    [LoggerMessage(2110, LogLevel.Information, "Tasks archived: {Tasks}; left for the next round because their parts could not be deleted: {Failures}.")]
    private partial void LogArchived(int tasks, int failures);

    [LoggerMessage(2111, LogLevel.Warning, "Tasks that ended long ago could not be archived ({Fault}); the next round tries again.")]
    private partial void LogNotArchived(string fault);
}
