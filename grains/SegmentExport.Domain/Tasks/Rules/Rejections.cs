using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>The refusals that several rules share.</summary>
internal static class Rejections
{
    public static Rejection NotPermitted(string message) => new() { Kind = RejectionKind.Forbidden, Code = ErrorCodes.NotPermitted, Message = message };

    public static Rejection VersionMismatch(long expected, long actual) => new()
    {
        Kind = RejectionKind.PreconditionFailed,
        Code = ErrorCodes.VersionMismatch,
        Message = $"You expect version {expected} of the task; it is at version {actual}. Read it again and decide anew.",
    };

    /// <summary>The state does not allow it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="actor">Who wanted it; null: the system, which has no actions.</param>
    /// <param name="now">The time.</param>
    /// <param name="needed">What the command needs.</param>
    public static Rejection WrongState(DownloadTaskState state, Actor? actor, DateTimeOffset now, string needed)
    {
        var status = state.StatusAt(now);
        return new()
        {
            Kind = RejectionKind.Conflict,
            Code = ErrorCodes.WrongState,
            Message = $"The task is {ApiNames.Of(status)}. {needed}",
            Status = status,
            AllowedActions = actor is null ? [] : state.ActionsFor(actor, now),
        };
    }
}
