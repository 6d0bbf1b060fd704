namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>The end of the 24 hours, recorded once.</summary>
internal static class ExpiryRule
{
    public static Outcome Decide(DownloadTaskState state, DateTimeOffset now)
    {
        if (state.ExpiredAt is not null || state.StatusAt(now) != DownloadTaskStatus.Expired)
        {
            return state.Unchanged();
        }

        return state.Changed((state with { ExpiredAt = now }).CancelPackaging(now).Remember(TaskEvent.Expired, now), state.EffectsOfEnding());
    }
}
