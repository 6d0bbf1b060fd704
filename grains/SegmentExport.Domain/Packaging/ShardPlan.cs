using System.Collections.Immutable;
using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>How a segment is cut, by its source. The same snapshot always gives the same plan.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.ShardPlan")]
public sealed record ShardPlan
{
    /// <summary>The most shards that a task may have, so that its state record stays small.</summary>
    public const int MaxShards = 1000;

    /// <summary>The state of the source that was counted; a shard is only read from the same one.</summary>
    [Id(0)]
    public required string SourceVersion { get; init; }

    /// <summary>The segment's rows.</summary>
    [Id(1)]
    public required long Rows { get; init; }

    /// <summary>The shards in the file's order; an empty segment has one of no rows, so that it too becomes a file with a header.</summary>
    [Id(2)]
    public required ImmutableArray<Shard> Shards { get; init; }
}
