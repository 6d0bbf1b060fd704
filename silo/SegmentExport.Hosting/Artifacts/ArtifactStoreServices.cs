using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SegmentExport.Artifacts;
using SegmentExport.Artifacts.Azure;
using SegmentExport.Artifacts.Files;
using SegmentExport.Artifacts.S3;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Telemetry;
using SegmentExport.ObjectStorage.S3;

namespace SegmentExport.Hosting.Artifacts;

/// <summary>The one place that makes the store of parts from the settings, for silos and gateways alike.</summary>
internal static class ArtifactStoreServices
{
    /// <summary>Adds the store that the settings name, measured, unless there is one already.</summary>
    public static IServiceCollection AddArtifactStore(this IServiceCollection services)
    {
        services.AddValidatedOptions<ArtifactOptions>(ArtifactOptions.SectionName);
        services.TryAddSingleton<IArtifactStore>(provider => new MeasuredArtifactStore(Open(provider)));
        services.AddSingleton<ArtifactStoreCheck>();

        // What only some stores have is looked at, and refused, where the settings name such a store.
        services.AddOptions<S3StoreOptions>().BindConfiguration(S3StoreOptions.SectionName).ValidateDataAnnotations();
        services.AddSingleton<StoreRequests>();
        services.AddSingleton(provider => S3Client.Create(Options<S3StoreOptions>(provider), provider.GetRequiredService<StoreRequests>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<S3ArtifactStore>(provider, Options<S3StoreOptions>(provider)));
        services.AddOptions<AzureStoreOptions>().BindConfiguration(AzureStoreOptions.SectionName).ValidateDataAnnotations();
        services.AddSingleton<StoreHttp>();
        services.AddSingleton(provider => OpenAzure(provider.GetRequiredService<StoreHttp>(), Options<AzureStoreOptions>(provider)));
        return services;
    }

    private static AzureArtifactStore OpenAzure(StoreHttp http, AzureStoreOptions options)
    {
        try
        {
            return new(http, options);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            // Not the message, which may quote a key.
            throw new StartupException($"{AzureStoreOptions.SectionName}:{nameof(AzureStoreOptions.ConnectionString)} is no connection string of a storage account.");
        }
    }

    private static IArtifactStore Open(IServiceProvider provider) => Options<ArtifactOptions>(provider).Store switch
    {
        ArtifactStoreKind.S3 => provider.GetRequiredService<S3ArtifactStore>(),
        ArtifactStoreKind.Azure => provider.GetRequiredService<AzureArtifactStore>(),
        _ => new FileArtifactStore(provider.GetRequiredService<DataPaths>().Artifacts),
    };

    private static T Options<T>(IServiceProvider provider)
        where T : class => provider.GetRequiredService<IOptions<T>>().Value;
}
