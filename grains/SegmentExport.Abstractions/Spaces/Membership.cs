using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Spaces;

/// <summary>A space a user belongs to.</summary>
/// <param name="Space">The space.</param>
/// <param name="Name">Its name.</param>
/// <param name="FourEyes">Whether nobody decides on their own task there.</param>
/// <param name="Permissions">What the user may do there.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.Membership")]
public sealed record Membership(
    [property: Id(0)] SpaceId Space, [property: Id(1)] string Name, [property: Id(2)] bool FourEyes, [property: Id(3)] SpacePermissions Permissions);
