using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Masking;

namespace SegmentExport.Abstractions.Spaces;

/// <summary>A field as members see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Kind">Identity, attribute or tag.</param>
/// <param name="Allowed">The masking rules to choose from.</param>
/// <param name="MaskingRequired">Whether one must be chosen.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.FieldView")]
public sealed record FieldView(
    [property: Id(0)] FieldId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] FieldKind Kind,
    [property: Id(3)] ImmutableArray<MaskingRule> Allowed,
    [property: Id(4)] bool MaskingRequired);
