using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Spaces;

/// <summary>Fields of a space.</summary>
/// <param name="Items">In the catalog's order.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.FieldList")]
public sealed record FieldList([property: Id(0)] ImmutableArray<FieldView> Items);
