using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Spaces;

/// <summary>Segments of a space.</summary>
/// <param name="Items">In the catalog's order.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.SegmentList")]
public sealed record SegmentList([property: Id(0)] ImmutableArray<SegmentView> Items);
