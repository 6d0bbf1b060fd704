using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog;

/// <summary>Somebody who belongs to a space.</summary>
/// <param name="User">Who.</param>
/// <param name="Permissions">What they may do there.</param>
public sealed record Member(UserId User, SpacePermissions Permissions);
