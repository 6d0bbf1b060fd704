using System.Runtime.CompilerServices;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Events;

namespace SegmentExport.Client.Tasks;

/// <summary>Waits for a state of one task: by events, and by asking while there are none.</summary>
internal sealed class TaskWaiter(DownloadTasksClient tasks, string task, TaskEvents events, SegmentExportClientOptions options, TimeProvider time)
{
    // After events could not be had, so many times are asked for before they are tried again: a proxy that holds them back costs each try some time.
    private const int PollsBetween = 10;

    /// <summary>Waits.</summary>
    public async Task<DownloadTask> WaitAsync(Predicate<DownloadTask> until, IProgress<DownloadTask>? progress, CancellationToken cancellation)
    {
        await foreach (var state in SeenAsync(cancellation))
        {
            progress?.Report(state);
            if (until(state))
            {
                return state;
            }
        }

        throw new InvalidOperationException("States never end.");
    }

    private async IAsyncEnumerable<DownloadTask> SeenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        // First asked for, so that a task that is not there is told, and an API that is not; one that is as wished needs no connection.
        yield return await tasks.GetAsync(task, cancellation);
        while (true)
        {
            var polls = PollsBetween;
            await foreach (var item in events.FollowAsync(static _ => false, cancellation))
            {
                polls = 1;
                var seen = item.Task is { } told ? (told.Id == task ? told : null) : await AskAsync(cancellation);
                if (seen is { } state)
                {
                    yield return state;
                }
            }

            for (; polls > 0; polls--)
            {
                await Task.Delay(options.PollInterval, time, cancellation);
                if (await AskAsync(cancellation) is { } state)
                {
                    yield return state;
                }
            }
        }
    }

    /// <summary>The task as it is now; null: that cannot be said now. Approvers take hours, and an outage within them ends no wait.</summary>
    private async Task<DownloadTask?> AskAsync(CancellationToken cancellation)
    {
        try
        {
            return await tasks.GetAsync(task, cancellation);
        }
        catch (SegmentExportException fault) when (fault.CanRetry)
        {
            if (fault.RetryAfter is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait < options.LongestWait ? wait : options.LongestWait, time, cancellation);
            }

            return null;
        }
    }
}
