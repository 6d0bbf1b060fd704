using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog;

/// <summary>A group of the issuer's whose people belong to a space, as long as their tokens name it.</summary>
/// <param name="Group">Which.</param>
/// <param name="Permissions">What its people may do there.</param>
public sealed record MemberGroup(GroupId Group, SpacePermissions Permissions);
