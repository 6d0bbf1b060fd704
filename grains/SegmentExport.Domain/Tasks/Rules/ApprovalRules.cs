using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>Approval and rejection: both permissions, before a decision, packaging not failed.</summary>
internal static class ApprovalRules
{
    public static Outcome Decide(DownloadTaskState state, Approve command, DateTimeOffset now) =>
        Precheck(state, DecisionKind.Approved, command.Actor, command.Operation, command.Comment, command.ExpectedRevision, now)
        ?? state.Changed(
            state.Decided(DecisionKind.Approved, TaskEvent.Approved, command.Actor, command.Operation, command.Comment, now) with
            {
                ExpiresAt = now + DownloadTaskState.DownloadPeriod,
            },
            TaskEffect.RegisterExpiry);

    public static Outcome Decide(DownloadTaskState state, Reject command, DateTimeOffset now) =>
        Precheck(state, DecisionKind.Rejected, command.Actor, command.Operation, command.Comment, command.ExpectedRevision, now)
        ?? state.Changed(
            state.Decided(DecisionKind.Rejected, TaskEvent.Rejected, command.Actor, command.Operation, command.Comment, now).CancelPackaging(now),
            state.EffectsOfEnding());

    /// <summary>The outcome, where the command changes nothing; null where it goes through.</summary>
    private static Outcome? Precheck(
        DownloadTaskState state, DecisionKind kind, Actor actor, OperationId operation, string? comment, long? expectedRevision, DateTimeOffset now)
    {
        if (!state.IsVisibleTo(actor))
        {
            return new Outcome.Refused(NotFoundRejections.Task);
        }

        if (DecisionChecks.IsRepeat(state, kind, actor, operation))
        {
            return state.Unchanged();
        }

        var rejection = CheckRights(state, actor)
            ?? DecisionChecks.Check(state, actor, comment, expectedRevision, now, "It can be approved or rejected while it is in_approval.");
        return rejection is null ? null : new Outcome.Refused(rejection);
    }

    private static Rejection? CheckRights(DownloadTaskState state, Actor actor)
    {
        if (!actor.IsApprover())
        {
            return Rejections.NotPermitted(
                "Deciding on tasks needs both permissions approve_downloads and view_all_downloads in this space; you do not have both.");
        }

        return actor.IsBarredByFourEyes(state)
            ? new()
            {
                Kind = RejectionKind.Forbidden,
                Code = ErrorCodes.OwnTask,
                Message = "This space wants four eyes: nobody decides on their own task. Ask another approver.",
            }
            : null;
    }
}
