using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>What withdrawing, approving and rejecting have in common.</summary>
internal static class DecisionChecks
{
    /// <summary>Whether the command is the one that is recorded already: the same id, from the same actor, for the same thing.</summary>
    public static bool IsRepeat(DownloadTaskState state, DecisionKind kind, Actor actor, OperationId operation) =>
        state.Decision.Kind == kind && state.Decision.Operation == operation && state.Decision.By == actor.User;

    /// <summary>What is checked once the actor has the right to decide.</summary>
    public static Rejection? Check(DownloadTaskState state, Actor actor, string? comment, long? expectedRevision, DateTimeOffset now, string needed)
    {
        if (Comments.Check(comment) is { } badComment)
        {
            return badComment;
        }

        // Before the state: who named a version wants to hear that it is not the current one, whatever the task has become since.
        if (expectedRevision is { } expected && expected != state.Revision)
        {
            return Rejections.VersionMismatch(expected, state.Revision);
        }

        return state.StatusAt(now) == DownloadTaskStatus.InApproval ? null : Rejections.WrongState(state, actor, now, needed);
    }

    public static DownloadTaskState Decided(
        this DownloadTaskState state, DecisionKind kind, TaskEvent what, Actor actor, OperationId operation, string? comment, DateTimeOffset now)
    {
        var words = Comments.Normalize(comment);
        var decision = new Decision { Kind = kind, By = actor.User, At = now, Comment = words, Operation = operation };
        return (state with { Decision = decision }).Remember(what, now, actor.User, words);
    }
}
