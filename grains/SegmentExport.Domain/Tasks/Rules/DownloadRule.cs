using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>Downloading, for those who see the task: while it is completed, and at no other time.</summary>
internal static class DownloadRule
{
    public static Rejection? Check(DownloadTaskState state, Actor actor, DateTimeOffset now)
    {
        var status = state.StatusAt(now);
        var (kind, code, message) = status switch
        {
            DownloadTaskStatus.Completed => (default(RejectionKind?), "", ""),
            DownloadTaskStatus.Expired => (
                RejectionKind.Gone,
                ErrorCodes.Expired,
                $"The file could be downloaded for {DownloadTaskState.DownloadPeriod.TotalHours:0} hours from the approval, and they are over. Create a new task."),
            DownloadTaskStatus.Closed => (
                RejectionKind.Conflict, ErrorCodes.NotCompleted, $"The task is closed ({ApiNames.Of(state.CloseReason()!.Value)}): it has no file. Create a new task."),
            _ => (RejectionKind.Conflict, ErrorCodes.NotCompleted, $"The task is {ApiNames.Of(status)}; its file can be downloaded once it is completed."),
        };
        return kind is null
            ? null
            : new() { Kind = kind.Value, Code = code, Message = message, Status = status, AllowedActions = state.ActionsFor(actor, now) };
    }
}
