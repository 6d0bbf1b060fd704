using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions;

/// <summary>Who calls, as the gateway vouches for. What they may do is looked up in the catalog by the grain that is called, never taken from the caller.</summary>
/// <param name="User">The signed-in user.</param>
/// <param name="Groups">The groups that their token names, which alone give no right; default: none.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.Caller")]
public sealed record Caller([property: Id(0)] UserId User, [property: Id(1)] ImmutableArray<GroupId> Groups = default);
