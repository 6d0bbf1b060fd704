using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>Creation. Packaging begins at once, without waiting for the approval.</summary>
internal static class SubmitRule
{
    public static Outcome Decide(DownloadTaskState? state, Submit command)
    {
        if (state is null)
        {
            var created = new DownloadTaskState { Key = command.Key, Revision = 1, Submission = command.Submission, TraceParent = command.TraceParent };
            return new Outcome.Changed(created.Remember(TaskEvent.Submitted, command.Submission.At, command.Submission.Submitter), [TaskEffect.StartPackaging]);
        }

        var isRepeat = state.Submission.RequestDigest == command.Submission.RequestDigest && state.Submission.Submitter == command.Submission.Submitter;
        return isRepeat ? state.Unchanged() : new Outcome.Refused(new()
        {
            Kind = RejectionKind.Unprocessable,
            Code = ErrorCodes.IdempotencyKeyReused,
            Message = "This idempotency key was used before, for another request. Send the same request again, or use a new key.",
        });
    }
}
