using System.Collections.Immutable;
using SegmentExport.Domain.Masking;

namespace SegmentExport.Domain.Catalog;

/// <summary>How a field may be masked.</summary>
/// <param name="Allowed">The rules a user may choose from, at most one of a kind; empty where the field cannot be masked.</param>
/// <param name="Required">Whether one of them must be chosen: the field never leaves the space unmasked.</param>
public sealed record FieldMasking(ImmutableArray<MaskingRule> Allowed, bool Required)
{
    /// <summary>A field that is never masked.</summary>
    public static FieldMasking None { get; } = new([], false);
}
