using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>Taking back: the submitter only, before a decision.</summary>
internal static class WithdrawRule
{
    public static Outcome Decide(DownloadTaskState state, Withdraw command, DateTimeOffset now)
    {
        if (!state.IsVisibleTo(command.Actor))
        {
            return new Outcome.Refused(NotFoundRejections.Task);
        }

        if (DecisionChecks.IsRepeat(state, DecisionKind.Withdrawn, command.Actor, command.Operation))
        {
            return state.Unchanged();
        }

        return Check(state, command, now) is { } rejection
            ? new Outcome.Refused(rejection)
            : state.Changed(
                state.Decided(DecisionKind.Withdrawn, TaskEvent.Withdrawn, command.Actor, command.Operation, command.Comment, now).CancelPackaging(now),
                state.EffectsOfEnding());
    }

    private static Rejection? Check(DownloadTaskState state, Withdraw command, DateTimeOffset now) => command.Actor.IsSubmitterOf(state)
        ? DecisionChecks.Check(
            state, command.Actor, command.Comment, command.ExpectedRevision, now, "It can be withdrawn while it is in_approval; afterwards create a new one.")
        : Rejections.NotPermitted("Only its submitter can withdraw a task.");
}
