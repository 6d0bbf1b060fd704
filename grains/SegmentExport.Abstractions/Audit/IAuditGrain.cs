using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Audit;

/// <summary>Reads the audit, for who approves downloads, and of it the downloads of a task for who sees the task. Key 0: it keeps nothing.</summary>
[Alias("SegmentExport.IAuditGrain")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>A page of a space's audit, newest first. The look itself is in the audit.</summary>
    [Alias("List")]
    Task<Answer<AuditPage>> ListAsync(Caller caller, SpaceId space, AuditQuery query);

    /// <summary>A page of the downloads of a task's file, newest first, for whoever may see the task.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="task">The task.</param>
    /// <param name="cursor"><see cref="DownloadPage.NextCursor"/> of the page before; null: the first page.</param>
    /// <param name="limit">At most so many, 1 to <see cref="AuditQuery.MaxLimit"/>.</param>
    [Alias("ListDownloads")]
    Task<Answer<DownloadPage>> ListDownloadsAsync(Caller caller, TaskKey task, string? cursor, int limit);
}
