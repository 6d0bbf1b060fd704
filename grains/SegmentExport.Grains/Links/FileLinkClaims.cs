using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Links;

/// <summary>What a link says, of the one task that it is for.</summary>
/// <param name="User">Whom it was made for.</param>
/// <param name="Container">The container.</param>
/// <param name="ExpiresAt">When it ends, to the second.</param>
/// <param name="Group">The group by which they had the right, where there was one: whether it still gives it, the catalog says.</param>
internal sealed record FileLinkClaims(UserId User, string Container, DateTimeOffset ExpiresAt, GroupId? Group = null);
