using SegmentExport.Domain.Packaging;

namespace SegmentExport.Abstractions.Packaging;

/// <summary>A packed shard, or why it could not be packed.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.PackShardResult")]
public sealed record PackShardResult
{
    /// <summary>The packed shard; null where it failed.</summary>
    [Id(0)]
    public PackedShard? Packed { get; init; }

    /// <summary>Why it failed; null where it was packed.</summary>
    [Id(1)]
    public PackagingFailure? Failure { get; init; }

    /// <summary>Whether trying again can help.</summary>
    [Id(2)]
    public bool IsTransient { get; init; }

    /// <summary>Whether the silo, as it stops, did not take the shard or gave it up: not a fault of the shard, and no attempt at it.</summary>
    [Id(3)]
    public bool IsRefused { get; init; }
}
