using SegmentExport.Domain.Limits;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>Counts a download. Answers do not show it, so the task's revision stays. A crash may forget less than one download.</summary>
internal static class TakeDownloadRule
{
    public static Outcome Decide(DownloadTaskState state, TakeDownload command)
    {
        if (command.Most is null)
        {
            return state.Unchanged();
        }

        var taken = state.DownloadsTaken ?? 0;
        return DownloadsTaken.Take(taken, command.Bytes, command.Length, command.Most, out var after) is { } refused
            ? new Outcome.Refused(refused)
            : new Outcome.Changed(state with { DownloadsTaken = after }, []) { CanWait = !DownloadsTaken.IsAnother(taken, after) };
    }
}
