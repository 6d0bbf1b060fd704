using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Tasks;

/// <summary>A member of the task's space who does something, with what the catalog says of them and of the space.</summary>
/// <param name="User">Who.</param>
/// <param name="Permissions">What they may do in the space.</param>
/// <param name="FourEyes">Whether the space wants nobody to decide on their own task.</param>
public sealed record Actor(UserId User, SpacePermissions Permissions, bool FourEyes);
