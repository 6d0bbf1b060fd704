using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Tasks;

/// <summary>Which of two answers about a task is to be shown: an event may come again, and later than an answer that is newer.</summary>
internal static class TaskOrder
{
    /// <summary>
    /// Whether what an event tells may replace what is shown. What only the clock changed has no revision of its own, and the task's own answer may be ahead of what is stored; but an
    /// expired task is never revived.
    /// </summary>
    public static bool MayReplace(this DownloadTask told, DownloadTask? shown) =>
        shown is null || told.Revision >= shown.Revision || (told.Status == "expired" && shown.Status is ("completed" or "preparing"));
}
