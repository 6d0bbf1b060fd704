using Orleans;

namespace SegmentExport.Domain.Tasks;

/// <summary>A field and, where wanted, the masking rule for it.</summary>
/// <param name="Id">The field's id.</param>
/// <param name="Masking">The rule's name; null: unmasked.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.FieldChoice")]
public sealed record FieldChoice([property: Id(0)] string Id, [property: Id(1)] string? Masking);
