using Orleans;

namespace SegmentExport.Domain.Catalog;

/// <summary>The rows for which a condition holds.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.PredicateSegment")]
public sealed record PredicateSegment : SegmentDefinition
{
    /// <summary>A condition over the profile table, in the source's own SQL. It comes from the operator's catalog, never from a caller. <c>true</c> means everybody.</summary>
    [Id(0)]
    public required string Where { get; init; }
}
