using SegmentExport.Domain.Catalog;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>A catalog and the file that it was read from.</summary>
/// <param name="Catalog">What it says.</param>
/// <param name="Content">The file's bytes.</param>
internal sealed record CatalogFile(SpaceCatalog Catalog, ReadOnlyMemory<byte> Content);
