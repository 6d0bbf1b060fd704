namespace SegmentExport.Abstractions.Operations;

/// <summary>Tasks whose packaging failed for good with one code.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Count">How many.</param>
/// <param name="LastAt">When the last one did.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.FailureCount")]
public sealed record FailureCount([property: Id(0)] string Code, [property: Id(1)] long Count, [property: Id(2)] DateTimeOffset LastAt);
