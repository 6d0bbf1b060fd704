using SegmentExport.Domain.Catalog;
using SegmentExport.Grains.Access;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>The catalog that was read at start-up.</summary>
internal sealed class LoadedCatalog : ICurrentCatalog
{
    private SpaceCatalog? _value;

    public SpaceCatalog Value => _value ?? throw new InvalidOperationException("The catalog is read while the silo starts; it is not there yet.");

    public bool IsLoaded => _value is not null;

    public void Set(SpaceCatalog catalog) => _value = catalog;
}
