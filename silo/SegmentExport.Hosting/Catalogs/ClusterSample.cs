using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>Makes the sample for a cluster, before its silos start.</summary>
public static class ClusterSample
{
    private const string Setting = $"{SegmentExportOptions.SectionName}:{nameof(SegmentExportOptions.Catalog)}";

    /// <summary>Makes the sample beside the catalog that the settings name, unless that catalog exists.</summary>
    /// <param name="configuration">The settings: <see cref="SegmentExportOptions.Catalog"/> and <see cref="SampleOptions"/>.</param>
    /// <param name="cancellationToken">Ends the work; no catalog is left then.</param>
    /// <returns>The catalog's path; null where it exists already.</returns>
    /// <exception cref="StartupException">The settings name no <c>catalog.json</c>, or its folder cannot be written.</exception>
    public static async Task<string?> MakeAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        if (configuration[Setting] is not { } named || Path.GetFileName(named) != "catalog.json")
        {
            throw new StartupException($"The sample's catalog is called catalog.json. Set {Setting} to '…/catalog.json' in the folder where the sample is to be.");
        }

        var path = Path.GetFullPath(named);
        if (File.Exists(path))
        {
            return null;
        }

        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
            await new SampleCatalog(Options.Create(configuration.GetSection(SampleOptions.SectionName).Get<SampleOptions>() ?? new())).CreateAsync(folder, cancellationToken);
            return path;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            throw new StartupException($"The sample cannot be written to the folder '{folder}' ({fault.Message}). Give this process the right to, or put a catalog of your own there.", fault);
        }
    }
}
