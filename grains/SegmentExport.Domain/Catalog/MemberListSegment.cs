using Orleans;

namespace SegmentExport.Domain.Catalog;

/// <summary>The rows whose key stands in a list.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.MemberListSegment")]
public sealed record MemberListSegment : SegmentDefinition
{
    /// <summary>The table of lists.</summary>
    [Id(0)]
    public required string Table { get; init; }

    /// <summary>Which list of that table.</summary>
    [Id(1)]
    public required string Segment { get; init; }

    /// <summary>The column that names the list. Default <c>segment_id</c>.</summary>
    [Id(2)]
    public string SegmentColumn { get; init; } = "segment_id";

    /// <summary>The column that holds the profile's key; null: named as in the profile table.</summary>
    [Id(3)]
    public string? KeyColumn { get; init; }

    /// <summary>The column that holds the keys of a profile table.</summary>
    public string KeyColumnFor(ProfileTable profile) => KeyColumn ?? profile.Key;
}
