using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>Something that a catalog needs beside being right by itself.</summary>
internal interface ICatalogCheck
{
    /// <summary>Every error, each with its path in the catalog.</summary>
    Task<ImmutableArray<CatalogError>> FindErrorsAsync(SpaceCatalog catalog, CancellationToken cancellationToken);
}
