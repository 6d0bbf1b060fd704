namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>The parts are gone, for good: only of a task that has ended, and recorded once.</summary>
internal static class PartsDeletedRule
{
    public static Outcome Decide(DownloadTaskState state, DateTimeOffset now)
    {
        if (state.PartsDeletedAt is not null)
        {
            return state.Unchanged();
        }

        return state.HasEnded()
            ? state.Changed((state with { PartsDeletedAt = now }).Remember(TaskEvent.PartsDeleted, now))
            : new Outcome.Refused(Rejections.WrongState(state, null, now, "Parts are deleted only of a closed task, or of one whose expiry is recorded."));
    }
}
