using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>Looking at a sample of the file's rows, for those who see the task: until it ends.</summary>
internal static class SampleRule
{
    public static Rejection? Check(DownloadTaskState state, Actor actor, DateTimeOffset now)
    {
        var status = state.StatusAt(now);
        var (kind, code, message) = status switch
        {
            DownloadTaskStatus.Expired => (RejectionKind.Gone, ErrorCodes.Expired, "The file's time is over, and its rows are shown no more. Create a new task."),
            DownloadTaskStatus.Closed => (
                RejectionKind.Conflict, ErrorCodes.WrongState, $"The task is closed ({ApiNames.Of(state.CloseReason()!.Value)}): its rows are shown no more. Create a new task."),
            _ => (default(RejectionKind?), "", ""),
        };
        return kind is null
            ? null
            : new() { Kind = kind.Value, Code = code, Message = message, Status = status, AllowedActions = state.ActionsFor(actor, now) };
    }
}
