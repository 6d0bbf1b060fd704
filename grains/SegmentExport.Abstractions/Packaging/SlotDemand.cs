using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Packaging;

/// <summary>What a task holds and what it waits with.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.SlotDemand")]
public sealed record SlotDemand
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskKey Task { get; init; }

    /// <summary>The grants it is using.</summary>
    [Id(1)]
    public ImmutableArray<SlotGrant> Held { get; init; } = [];

    /// <summary>Shards that wait for a slot now (one in backoff does not).</summary>
    [Id(2)]
    public required int WaitingShards { get; init; }

    /// <summary>Rows not packed yet, running ones included: small tasks go first.</summary>
    [Id(3)]
    public required long RemainingRows { get; init; }

    /// <summary>The id of the source that it reads from; empty from a silo of a version that does not say.</summary>
    [Id(4)]
    public string Source { get; init; } = "";
}
