using Microsoft.Extensions.Options;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Limits;
using SegmentExport.Grains.Access;

namespace SegmentExport.Grains.Limits;

/// <summary>What holds for each space: its catalog's limits, and the settings' where it has none.</summary>
internal sealed class SpaceLimitSettings(ICurrentCatalog catalog, IOptions<LimitOptions> options)
{
    /// <summary>The limits of a space.</summary>
    public SpaceLimits Of(SpaceId space) => (catalog.Value.Space(space)?.Limits ?? SpaceLimits.None).Or(options.Value.ForSpaces());
}
