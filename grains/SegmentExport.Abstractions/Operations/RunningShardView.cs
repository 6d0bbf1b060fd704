using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Operations;

/// <summary>A shard that is being packed.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.RunningShardView")]
public sealed record RunningShardView
{
    /// <summary>Its task.</summary>
    [Id(0)]
    public required TaskKey Task { get; init; }

    /// <summary>Which shard, from 0.</summary>
    [Id(1)]
    public required int Index { get; init; }

    /// <summary>Which attempt, from 1.</summary>
    [Id(2)]
    public required int Attempt { get; init; }

    /// <summary>Where.</summary>
    [Id(3)]
    public required string Silo { get; init; }

    /// <summary>Since when.</summary>
    [Id(4)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its rows.</summary>
    [Id(5)]
    public required long Rows { get; init; }

    /// <summary>Those that have been read.</summary>
    [Id(6)]
    public required long RowsRead { get; init; }
}
