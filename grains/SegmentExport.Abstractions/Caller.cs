using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions;

/// <summary>Who calls. What they may do is looked up in the catalog by the grain that is called, never taken from the caller.</summary>
/// <param name="User">The signed-in user.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.Caller")]
public sealed record Caller([property: Id(0)] UserId User);
