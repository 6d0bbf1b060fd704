using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Localization;

namespace SegmentExport.WebConsole.Decisions;

/// <summary>Says why a decision came too late.</summary>
internal static class Conflicts
{
    /// <summary>Who decided what and when; or what else the task has become.</summary>
    /// <param name="now">The task as it is now.</param>
    /// <param name="text">The language.</param>
    public static string Explain(DownloadTask now, Texts text) => now.Decision is { By: { } who, At: { } at } decision
        ? decision.Kind switch
        {
            "approved" => text.Tasks.DecidedApproved(who, Formats.Exact(at)),
            "rejected" => text.Tasks.DecidedRejected(who, Formats.Exact(at)),
            _ => text.Tasks.DecidedWithdrawn(who, Formats.Exact(at)),
        }
        : text.Tasks.ChangedMeanwhile(text.Terms.Status(now.Status));
}
