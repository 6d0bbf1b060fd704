using System.Collections.Immutable;

namespace SegmentExport.Domain.Catalog;

/// <summary>What came of reading a catalog: the catalog, or everything that is wrong with it.</summary>
/// <param name="Catalog">The catalog; null where there are errors.</param>
/// <param name="Errors">Every error, in the order in which they were found; empty where there is a catalog.</param>
public sealed record CatalogReading(SpaceCatalog? Catalog, ImmutableArray<CatalogError> Errors);
