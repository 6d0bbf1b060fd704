using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Packaging;

/// <summary>Slots that a task gives back, and what it still waits with.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.SlotRelease")]
public sealed record SlotRelease
{
    /// <summary>The grants given back.</summary>
    [Id(0)]
    public required ImmutableArray<Guid> Grants { get; init; }

    /// <summary>Shards that wait for a slot now.</summary>
    [Id(1)]
    public required int WaitingShards { get; init; }

    /// <summary>Rows not packed yet.</summary>
    [Id(2)]
    public required long RemainingRows { get; init; }

    /// <summary>The id of the source that the task reads from; empty from a silo of a version that does not say.</summary>
    [Id(3)]
    public string Source { get; init; } = "";

    /// <summary>How the work on these grants ended.</summary>
    [Id(4)]
    public ShardOutcome Outcome { get; init; }
}
