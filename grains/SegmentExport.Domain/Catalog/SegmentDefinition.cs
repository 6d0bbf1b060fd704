using System.Text.Json.Serialization;
using Orleans;

namespace SegmentExport.Domain.Catalog;

/// <summary>Which rows of the profile table belong to a segment.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PredicateSegment), "where")]
[JsonDerivedType(typeof(MemberListSegment), "members")]
[GenerateSerializer, Immutable, Alias("SegmentExport.SegmentDefinition")]
public abstract record SegmentDefinition;
