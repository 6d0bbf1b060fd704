using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Links;

/// <summary>What a link says, of the one task that it is for.</summary>
/// <param name="User">Whom it was made for.</param>
/// <param name="Container">The container.</param>
/// <param name="ExpiresAt">When it ends, to the second.</param>
internal sealed record FileLinkClaims(UserId User, string Container, DateTimeOffset ExpiresAt);
