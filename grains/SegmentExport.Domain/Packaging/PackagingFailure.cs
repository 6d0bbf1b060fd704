using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>Why packaging failed for good.</summary>
/// <param name="Code">The stable code; one of <see cref="Errors.ErrorCodes"/>.</param>
/// <param name="Message">For people: what was found, what to do. Nothing personal.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.PackagingFailure")]
public sealed record PackagingFailure([property: Id(0)] string Code, [property: Id(1)] string Message);
