using Microsoft.Extensions.Logging;
using SegmentExport.Abstractions.Limits;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Limits;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Limits;

/// <summary>Asks whether the queue and a space's limits have room for a task. Where they cannot be asked, there is none.</summary>
internal sealed partial class TaskAdmission(IGrainFactory grains, QueueAdmission queue, SpaceLimitSettings settings, ILogger<TaskAdmission> logger)
{
    /// <summary>Before a task is created.</summary>
    /// <returns>Null, or why not.</returns>
    public async Task<Rejection?> AdmitAsync(TaskKey key, Submission submission) =>
        await queue.CheckAsync() is { } full ? full : await AdmitToSpaceAsync(key, submission.At);

    /// <summary>Once it is stored, and before it is planned: who admitted it may be gone, and have taken that along.</summary>
    /// <returns>Null, or why not after all.</returns>
    public Task<Rejection?> ConfirmAsync(DownloadTaskState task) => AdmitToSpaceAsync(task.Key, task.Submission.At);

    /// <summary>Whether a space's rows are counted.</summary>
    public bool CountsRows(SpaceId space) => settings.Of(space).RowsPerDay is not null;

    /// <summary>Once its rows are counted, and again once that is stored, before any is packed.</summary>
    /// <returns>Null, or why not.</returns>
    public async Task<Rejection?> CountRowsAsync(DownloadTaskState task, long rows) => !CountsRows(task.Key.Space)
        ? null
        : await AskAsync(task.Key, limits => limits.CountRowsAsync(task.Key.Task, task.Submission.At, rows));

    private async Task<Rejection?> AdmitToSpaceAsync(TaskKey key, DateTimeOffset submittedAt) => settings.Of(key.Space) is { ConcurrentTasks: null, RowsPerDay: null }
        ? null
        : await AskAsync(key, limits => limits.AdmitAsync(key.Task, submittedAt));

    private async Task<Rejection?> AskAsync(TaskKey key, Func<ISpaceLimitsGrain, Task<Rejection?>> ask)
    {
        try
        {
            return await ask(grains.GetGrain<ISpaceLimitsGrain>(key.Space.Value));
        }
        catch (Exception fault)
        {
            LogNotAsked(key, fault.GetType());
            return LimitRejections.Unavailable;
        }
    }

    [LoggerMessage(1700, LogLevel.Warning, "The limits of the space of task {Task} could not be asked: {Fault}.")]
    private partial void LogNotAsked(TaskKey task, Type fault);
}
