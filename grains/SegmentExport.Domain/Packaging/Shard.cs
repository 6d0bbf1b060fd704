using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>A shard (分片): a disjoint part of a segment's rows, packed by one worker.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.Shard")]
public sealed record Shard
{
    /// <summary>Its place in the file's order, from 0.</summary>
    [Id(0)]
    public required int Index { get; init; }

    /// <summary>Where it begins, in the source's own terms; null: at the beginning.</summary>
    [Id(1)]
    public string? From { get; init; }

    /// <summary>Where it ends, itself not part of it; null: at the end.</summary>
    [Id(2)]
    public string? To { get; init; }

    /// <summary>How many of the segment's rows stand before it.</summary>
    [Id(3)]
    public required long FirstRow { get; init; }

    /// <summary>How many rows it has. Packing must find exactly so many.</summary>
    [Id(4)]
    public required long Rows { get; init; }
}
