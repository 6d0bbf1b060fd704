namespace SegmentExport.Sources;

/// <summary>The sources of the catalog, opened on this silo.</summary>
public interface ISegmentSourceRegistry
{
    /// <summary>The source of that id.</summary>
    /// <exception cref="Domain.Errors.PackagingException">The catalog has none of that id (any more), or it cannot be opened.</exception>
    ISegmentSource Get(string sourceId);
}
