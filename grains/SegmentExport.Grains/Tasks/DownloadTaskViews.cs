using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Tasks;

/// <summary>Makes what a caller sees of a task.</summary>
internal static class DownloadTaskViews
{
    /// <summary>The task as the actor sees it at a time.</summary>
    public static DownloadTaskView Create(DownloadTaskState state, PackagingTotals totals, Actor actor, DateTimeOffset now) => new()
    {
        State = state,
        Status = state.StatusAt(now),
        CloseReason = state.CloseReason(),
        AllowedActions = state.ActionsFor(actor, now),
        Totals = totals,
    };
}
