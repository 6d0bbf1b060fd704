using Orleans;

namespace SegmentExport.Domain.Errors;

/// <summary>One thing wrong with a request.</summary>
/// <param name="Path">Which part of it, such as <c>fields[2].masking</c>.</param>
/// <param name="Code">The stable code; one of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">What was found, what is allowed.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.RequestError")]
public sealed record RequestError([property: Id(0)] string Path, [property: Id(1)] string Code, [property: Id(2)] string Message);
