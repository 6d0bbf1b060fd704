namespace SegmentExport.Hosting.Catalogs;

/// <summary>The generated sample of this version.</summary>
internal sealed class SampleCatalog : ISampleCatalog
{
    public Task CreateAsync(string folder, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This version makes no sample. Set SegmentExport:Catalog to a catalog file.");
}
