using Microsoft.Extensions.Logging;
using SegmentExport.Hosting.Artifacts;
using SegmentExport.Hosting.Catalogs;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Startup;

/// <summary>What has to stand before Orleans starts: schema, catalog, sources, store. What does not stand refuses the start and says why.</summary>
internal sealed partial class SiloPreparation(
    IDatabaseSchema schema,
    CatalogLoader loader,
    LoadedCatalog catalog,
    SourceCheck sources,
    ArtifactStoreCheck artifacts,
    DataPaths paths,
    ILogger<SiloPreparation> logger) : StartupStep
{
    protected override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await schema.EnsureAsync(cancellationToken);
        await artifacts.RequireAsync(cancellationToken);
        var loaded = await loader.LoadAsync(cancellationToken);
        catalog.Set(loaded);
        if (await sources.FindErrorsAsync(loaded.Catalog, cancellationToken) is { IsEmpty: false } errors)
        {
            throw new CatalogException(paths.Catalog, errors);
        }

        LogPrepared(loaded.Catalog.Spaces.Length, loaded.Catalog.Sources.Count);
    }

    [LoggerMessage(4020, LogLevel.Information, "The catalog has {Spaces} space(s) on {Sources} source(s); all of it was found there.")]
    private partial void LogPrepared(int spaces, int sources);
}
