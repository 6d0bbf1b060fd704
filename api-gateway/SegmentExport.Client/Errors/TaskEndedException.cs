using SegmentExport.Client.Contracts;

namespace SegmentExport.Client.Errors;

/// <summary>The task that was waited for is closed or expired: it never gets any further.</summary>
public sealed class TaskEndedException : SegmentExportException
{
    internal TaskEndedException(DownloadTask task)
        : base(ClientErrorCodes.TaskEnded, $"The task is {task.Status}{(task.CloseReason is { } reason ? $": {reason}" : "")}. Create a new one.") => Task = task;

    /// <summary>The task as it is.</summary>
    public DownloadTask Task { get; }
}
