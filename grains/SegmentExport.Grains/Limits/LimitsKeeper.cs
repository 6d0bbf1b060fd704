namespace SegmentExport.Grains.Limits;

/// <summary>Who keeps a space's limits: the last one that has begun to.</summary>
internal sealed record LimitsKeeper
{
    /// <summary>The name that it has given itself.</summary>
    public Guid Name { get; init; }
}
