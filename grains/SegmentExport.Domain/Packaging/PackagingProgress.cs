using System.Collections.Immutable;
using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>What is known of a task's packaging.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.PackagingProgress")]
public sealed record PackagingProgress
{
    /// <summary>How far it is.</summary>
    [Id(0)]
    public PackagingState State { get; init; }

    /// <summary>The shards, once they are planned.</summary>
    [Id(1)]
    public ShardPlan? Plan { get; init; }

    /// <summary>The shards packed so far, by index.</summary>
    [Id(2)]
    public ImmutableArray<PackedShard> Packed { get; init; } = [];

    /// <summary>Why it failed, where it did.</summary>
    [Id(3)]
    public PackagingFailure? Failure { get; init; }

    /// <summary>When the last shard was packed, or packaging failed or was cancelled.</summary>
    [Id(4)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The numbers: derived, and written into the stored JSON so that the database's list can read them there.</summary>
    public PackagingTotals Totals => new(
        Packed.Sum(part => part.Rows), Plan?.Rows, Packed.Sum(part => part.StoredBytes), Packed.Length, Plan?.Shards.Length);
}
