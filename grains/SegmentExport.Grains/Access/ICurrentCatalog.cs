using SegmentExport.Domain.Catalog;

namespace SegmentExport.Grains.Access;

/// <summary>The catalog in force on this silo.</summary>
public interface ICurrentCatalog
{
    /// <summary>The catalog, valid as a whole. Ask again for every call: it may be replaced.</summary>
    SpaceCatalog Value { get; }
}
