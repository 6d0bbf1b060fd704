using Microsoft.Extensions.Options;
using SegmentExport.Domain.Masking;
using SegmentExport.Grains.Access;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>A space's key has to be the same on every silo, so in a cluster none is made up: shards of one file would be hashed differently.</summary>
internal sealed class SpaceKeysCheck(ICurrentCatalog catalog, IOptions<SpaceKeyOptions> options) : StartupStep
{
    protected override Task PrepareAsync(CancellationToken cancellationToken)
    {
        var without = catalog.Value.Spaces
            .Where(space => space.Fields.Any(field => field.Masking.Allowed.Any(rule => rule.Kind == MaskingKind.Hash)) && !options.Value.Keys.ContainsKey(space.Id.Value))
            .Select(space => space.Id.Value)
            .ToList();
        return without.Count == 0
            ? Task.CompletedTask
            : throw new StartupException(
                $"Fields of the space(s) {string.Join(", ", without)} may be masked by hash, and there is no key for that. Set {SpaceKeyOptions.SectionName}:Keys:{without[0]} to the same 32 bytes in base64 on every silo (openssl rand -base64 32).");
    }
}
