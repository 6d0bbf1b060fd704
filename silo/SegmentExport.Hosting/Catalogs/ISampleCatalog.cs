namespace SegmentExport.Hosting.Catalogs;

/// <summary>Makes the sample: a source with generated users, and the catalog for it.</summary>
public interface ISampleCatalog
{
    /// <summary>Writes the source and then <c>catalog.json</c> into a folder; the catalog appears last and whole.</summary>
    /// <param name="folder">The data folder, which exists.</param>
    /// <param name="cancellationToken">Ends the work; no catalog is left then.</param>
    Task CreateAsync(string folder, CancellationToken cancellationToken);
}
