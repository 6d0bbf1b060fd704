using System.Text.Json;
using SegmentExport.Domain.Json;

namespace SegmentExport.Domain.Catalog;

/// <summary>What two catalogs have in common.</summary>
public static class CatalogComparison
{
    /// <summary>Whether both say the same of sources, profiles, fields and segments, so that no source has to be asked about the one that was asked about the other. Members, their permissions, names of spaces, four-eyes rules, limits and weights may differ.</summary>
    public static bool HasDataOf(this SpaceCatalog catalog, SpaceCatalog other) => Data(catalog) == Data(other);

    private static string Data(SpaceCatalog catalog) => JsonSerializer.Serialize(
        new
        {
            Sources = catalog.Sources.Values.OrderBy(source => source.Id, StringComparer.Ordinal).Select(source => source with { ParallelReads = null }),
            Spaces = catalog.Spaces.Select(space => new { space.Id, space.Source, space.Profile, space.Fields, space.Segments }),
        },
        StateJson.Options);
}
