using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Catalog.Review;
using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Sources;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Catalogs.Tools;

/// <summary>Checks the catalog that a silo's settings name as its start does, and looks further: at keys, at what is not used, at masks.</summary>
public static class CatalogChecking
{
    /// <summary>Reads the catalog and asks its sources.</summary>
    /// <param name="configuration">The settings of a silo.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="StartupException">The file is no catalog: every error, each with its path.</exception>
    public static Task<CatalogReport> RunAsync(IConfiguration configuration, CancellationToken cancellationToken) =>
        CatalogToolServices.RunAsync(configuration, services => CheckAsync(services, configuration.IsCluster(), cancellationToken));

    private static async Task<CatalogReport> CheckAsync(IServiceProvider services, bool isCluster, CancellationToken cancellationToken)
    {
        var loader = services.GetRequiredService<CatalogLoader>();
        var catalog = loader.Parse(await loader.ReadAsync(cancellationToken)).Catalog;
        var checks = services.GetServices<ICatalogCheck>();
        var faults = ImmutableArray.CreateBuilder<CatalogError>();
        foreach (var check in isCluster ? checks.Append(ActivatorUtilities.CreateInstance<SpaceKeysCheck>(services)) : checks)
        {
            faults.AddRange(await check.FindErrorsAsync(catalog, cancellationToken));
        }

        var (found, advice) = await new DataReview(services.GetRequiredService<CatalogSources>(), catalog, faults.Select(fault => fault.Path).ToHashSet()).RunAsync(cancellationToken);
        return new(services.GetRequiredService<DataPaths>().Catalog, [.. faults, .. found], [.. catalog.Review(), .. advice]);
    }
}
