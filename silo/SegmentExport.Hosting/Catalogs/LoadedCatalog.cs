using SegmentExport.Domain.Catalog;
using SegmentExport.Grains.Access;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>The catalog in force: the one that was read at start-up, or the last good one since (<see cref="CatalogWatch"/>).</summary>
internal sealed class LoadedCatalog : ICurrentCatalog
{
    private volatile CatalogFile? _file;

    public SpaceCatalog Value => File.Catalog;

    public CatalogFile File => _file ?? throw new InvalidOperationException("The catalog is read while the silo starts; it is not there yet.");

    public bool IsLoaded => _file is not null;

    public void Set(CatalogFile file) => _file = file;
}
