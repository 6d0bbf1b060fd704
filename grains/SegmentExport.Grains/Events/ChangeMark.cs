namespace SegmentExport.Grains.Events;

/// <summary>How far the changes of a space are.</summary>
/// <param name="Sequence">The number up to which no commit can appear any more; 0 where there was none.</param>
/// <param name="LastExpiry">The last time, not after <paramref name="Now"/>, that one of its tasks expired; null where none has.</param>
/// <param name="Now">When that was read, by this silo's clock.</param>
public sealed record ChangeMark(long Sequence, DateTimeOffset? LastExpiry, DateTimeOffset Now)
{
    /// <summary>Whether there is something behind a place.</summary>
    public bool IsAhead(ChangePosition position) => Sequence > position.Sequence || LastExpiry > position.Time;
}
