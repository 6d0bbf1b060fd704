using SegmentExport.Client.Contracts;

namespace SegmentExport.Client.Events;

/// <summary>Something that happened to a task, or that something may have been missed.</summary>
/// <param name="Task">The task as it is now; null: what happened so far was not told, so read the list.</param>
public sealed record TaskEvent(DownloadTask? Task)
{
    /// <summary>Whether something may have been missed: read the list, or the tasks of interest, now.</summary>
    public bool IsFresh => Task is null;
}
