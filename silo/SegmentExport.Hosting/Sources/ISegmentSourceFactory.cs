using SegmentExport.Domain.Catalog;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Sources;

/// <summary>Opens sources by their kind.</summary>
public interface ISegmentSourceFactory
{
    /// <summary>Opens a source.</summary>
    /// <param name="definition">What the catalog says of it.</param>
    /// <param name="baseFolder">The catalog's folder, where relative paths begin.</param>
    /// <returns>The source; the caller disposes it.</returns>
    /// <exception cref="Domain.Errors.PackagingException">It cannot be opened.</exception>
    ISegmentSource Open(SourceDefinition definition, string baseFolder);
}
