using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SegmentExport.Artifacts;
using SegmentExport.Artifacts.Files;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Telemetry;

namespace SegmentExport.Hosting.Artifacts;

/// <summary>The one place that makes the store of parts from the settings, for silos and gateways alike.</summary>
internal static class ArtifactStoreServices
{
    /// <summary>Adds the store that the settings name, measured, unless there is one already.</summary>
    public static IServiceCollection AddArtifactStore(this IServiceCollection services)
    {
        services.AddValidatedOptions<ArtifactOptions>(ArtifactOptions.SectionName);
        services.TryAddSingleton<IArtifactStore>(provider => new MeasuredArtifactStore(Open(provider)));
        return services;
    }

    private static FileArtifactStore Open(IServiceProvider provider) => new(provider.GetRequiredService<DataPaths>().Artifacts);
}
