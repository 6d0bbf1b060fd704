using Orleans;

namespace SegmentExport.Domain.Tasks;

/// <summary>A condition in the caller's words.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Operator">The operator's name.</param>
/// <param name="Value">What to compare with, as text; null where the operator takes none.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.FilterChoice")]
public sealed record FilterChoice([property: Id(0)] string Field, [property: Id(1)] string Operator, [property: Id(2)] string? Value);
