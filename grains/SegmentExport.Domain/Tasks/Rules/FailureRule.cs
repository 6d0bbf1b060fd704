using SegmentExport.Domain.Packaging;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>Packaging that failed for good closes the task, before the decision as well as after it.</summary>
internal static class FailureRule
{
    public static Outcome Decide(DownloadTaskState state, PackagingFailure failure, DateTimeOffset now)
    {
        if (!state.AwaitsPackaging(now))
        {
            return state.Unchanged();
        }

        var packaging = state.Packaging with { State = PackagingState.Failed, Failure = failure, EndedAt = now };
        return state.Changed(
            (state with { Packaging = packaging }).Remember(TaskEvent.PackagingFailed, now, comment: failure.Message), state.EffectsOfEnding());
    }

    /// <summary>Whether a result of packaging still matters: it is not over, and somebody can still use the file.</summary>
    public static bool AwaitsPackaging(this DownloadTaskState state, DateTimeOffset now) =>
        state.IsPackaging() && state.StatusAt(now) is DownloadTaskStatus.InApproval or DownloadTaskStatus.Preparing;
}
