using System.Collections.Immutable;
using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>A shard that was packed, and the part that came of it. Everything in it but <see cref="Silo"/>, <see cref="StartedAt"/>, <see cref="Duration"/> and <see cref="KeyId"/> is the same whenever and wherever the shard is packed.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.PackedShard")]
public sealed record PackedShard
{
    /// <summary>Which shard.</summary>
    [Id(0)]
    public required int Index { get; init; }

    /// <summary>Rows written.</summary>
    [Id(1)]
    public required long Rows { get; init; }

    /// <summary>The part's sections, in order; their sums are the part's.</summary>
    [Id(2)]
    public required ImmutableArray<PartSection> Sections { get; init; }

    /// <summary>SHA-256 of the part's bytes, as they are before they are sealed, in lower-case hexadecimal.</summary>
    [Id(3)]
    public required string Sha256 { get; init; }

    /// <summary>Text cells that were written with an apostrophe in front.</summary>
    [Id(4)]
    public long NeutralizedCells { get; init; }

    /// <summary>The name of the silo that packed it.</summary>
    [Id(5)]
    public string Silo { get; init; } = "";

    /// <summary>When packing began.</summary>
    [Id(6)]
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    [Id(7)]
    public TimeSpan Duration { get; init; }

    /// <summary>Which data key seals the stored part (<see cref="ArtifactKey.Id"/>); null: the part was stored as it is, by a version that sealed none.</summary>
    [Id(8)]
    public string? KeyId { get; init; }

    /// <summary>Bytes before compression.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long PlainBytes => Sections.Sum(section => section.PlainBytes);

    /// <summary>Bytes as they are stored, before they are sealed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long StoredBytes => Sections.Sum(section => section.StoredBytes);
}
