using System.Collections.Immutable;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Hosting.Tasks;

/// <summary>The rule of <see cref="DownloadTask.StatusAt"/> in SQL, over the list's columns and <c>@now</c>. A test holds the two together.</summary>
internal static class StatusConditions
{
    /// <summary>One condition for each stored status: together any task.</summary>
    public static ImmutableArray<string> Any { get; } = ["stored_status = 'in_approval'", "stored_status = 'preparing'", "stored_status = 'completed'", "stored_status = 'expired'", "stored_status = 'closed'"];

    /// <summary>The same of archived tasks, which have ended.</summary>
    public static ImmutableArray<string> AnyArchived { get; } = ["stored_status = 'expired'", "stored_status = 'closed'"];

    /// <summary>The condition of archived tasks of a status: no time changes it any more.</summary>
    public static ImmutableArray<string> OfArchived(DownloadTaskStatus status) => [$"stored_status = '{ApiNames.Of(status)}'"];

    /// <summary>Conditions of which one holds for a task of that status, and no two: each names one stored status, so that each is a stretch of the index in order.</summary>
    public static ImmutableArray<string> Of(DownloadTaskStatus status) => status switch
    {
        DownloadTaskStatus.InApproval => ["stored_status = 'in_approval'"],
        DownloadTaskStatus.Closed => ["stored_status = 'closed'"],
        DownloadTaskStatus.Preparing => ["stored_status = 'preparing' AND (expires_at IS NULL OR expires_at > @now)"],
        DownloadTaskStatus.Completed => ["stored_status = 'completed' AND (expires_at IS NULL OR expires_at > @now)"],
        DownloadTaskStatus.Expired =>
            ["stored_status = 'expired'", "stored_status = 'completed' AND expires_at <= @now", "stored_status = 'preparing' AND expires_at <= @now"],
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
    };
}
