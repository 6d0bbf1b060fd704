using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Masking;
using SegmentExport.Grains.Access;
using SegmentExport.Hosting.Catalogs;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>A space's key has to be the same on every silo, so in a cluster none is made up: shards of one file would be hashed differently.</summary>
internal sealed class SpaceKeysCheck(ICurrentCatalog current, IOptions<SpaceKeyOptions> options) : StartupStep, ICatalogCheck
{
    public Task<ImmutableArray<CatalogError>> FindErrorsAsync(SpaceCatalog catalog, CancellationToken cancellationToken) =>
        Task.FromResult(Explain(catalog) is { } reason ? [new CatalogError("spaces", reason)] : ImmutableArray<CatalogError>.Empty);

    protected override Task PrepareAsync(CancellationToken cancellationToken) => Explain(current.Value) is { } reason ? throw new StartupException(reason) : Task.CompletedTask;

    private string? Explain(SpaceCatalog catalog)
    {
        var without = catalog.Spaces
            .Where(space => space.Fields.Any(field => field.Masking.Allowed.Any(rule => rule.Kind == MaskingKind.Hash)) && !options.Value.Keys.ContainsKey(space.Id.Value))
            .Select(space => space.Id.Value)
            .ToList();
        return without.Count == 0
            ? null
            : $"Fields of the space(s) {string.Join(", ", without)} may be masked by hash, and there is no key for that. Set {SpaceKeyOptions.SectionName}:Keys:{without[0]} to the same 32 bytes in base64 on every silo (openssl rand -base64 32).";
    }
}
