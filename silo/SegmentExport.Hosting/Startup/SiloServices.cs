using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SegmentExport.Grains;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Audit;
using SegmentExport.Grains.Events;
using SegmentExport.Grains.Keys;
using SegmentExport.Grains.Limits;
using SegmentExport.Grains.Packaging;
using SegmentExport.Grains.Retention;
using SegmentExport.Grains.Sweeping;
using SegmentExport.Grains.Tasks;
using SegmentExport.Grains.Webhooks;
using SegmentExport.Hosting.Announcing;
using SegmentExport.Hosting.Artifacts;
using SegmentExport.Hosting.Audit;
using SegmentExport.Hosting.Catalogs;
using SegmentExport.Hosting.Health;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Sources;
using SegmentExport.Hosting.Tasks;
using SegmentExport.Hosting.Webhooks;
using SegmentExport.Sources;
using SegmentExport.Sources.Files;

namespace SegmentExport.Hosting.Startup;

/// <summary>What a silo brings to its grains. What is registered before stays, so that a test or another way to run can bring its own.</summary>
internal static class SiloServices
{
    public static IServiceCollection AddSegmentExportServices(this IServiceCollection services)
    {
        services.AddValidatedOptions<SegmentExportOptions>(SegmentExportOptions.SectionName);
        services.AddValidatedOptions<SampleOptions>(SampleOptions.SectionName);
        services.AddValidatedOptions<PackagingOptions>(PackagingOptions.SectionName);
        services.AddValidatedOptions<LimitOptions>(LimitOptions.SectionName);
        services.AddValidatedOptions<SweepOptions>(SweepOptions.SectionName);
        services.AddValidatedOptions<RetentionOptions>(RetentionOptions.SectionName);
        services.AddValidatedOptions<SourceOptions>(SourceOptions.SectionName);
        services.AddValidatedOptions<ShardingOptions>(ShardingOptions.SectionName);
        services.AddValidatedOptions<AuditOptions>(AuditOptions.SectionName);
        services.AddValidatedOptions<SpaceKeyOptions>(SpaceKeyOptions.SectionName);
        services.AddValidatedOptions<ArtifactKeyOptions>(ArtifactKeyOptions.SectionName);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(SegmentExportClock.Key, (provider, _) => provider.GetRequiredService<TimeProvider>());
        services.AddSingleton<DataPaths>();
        services.AddArtifactStore();
        services.TryAddSingleton<IAuditLog, AuditLog>();
        services.TryAddSingleton<IAuditReader, AuditReader>();
        services.TryAddSingleton<IWebhookDeliveries, WebhookDeliveries>();
        services.TryAddSingleton<IAuditSealing, AuditSealer>();
        services.AddSingleton<AuditAnchor>();
        services.TryAddSingleton<IDownloadTaskIndex, DownloadTaskIndex>();
        services.TryAddSingleton<ITaskArchive, TaskArchive>();
        services.TryAddSingleton<ITaskUsageReader, TaskUsageReader>();
        services.TryAddSingleton<IDownloadTaskChanges, DownloadTaskChanges>();
        services.TryAddSingleton<ISpaceKeys, SpaceKeys>();
        services.AddSingleton<KeyWrapping>();
        services.AddSingleton<KeyRewrapping>();
        services.TryAddSingleton<IArtifactKeys, ArtifactKeys>();

        services.AddSingleton<LoadedCatalog>();
        services.TryAddSingleton<ICurrentCatalog>(provider => provider.GetRequiredService<LoadedCatalog>());
        services.TryAddSingleton<ISampleCatalog, SampleCatalog>();
        services.AddSingleton<CatalogLoader>();
        services.AddSingleton<PlannedSnapshots>();
        services.AddSingleton(provider => new SnapshotFolder(
            provider.GetRequiredService<DataPaths>().Work,
            provider.GetRequiredService<IOptions<SourceOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<DbDataSource>() is null ? null : provider.GetRequiredService<PlannedSnapshots>().FindAsync));
        services.TryAddSingleton<ISegmentSourceFactory, SegmentSourceFactory>();
        services.AddSingleton<CatalogSources>();
        services.TryAddSingleton<ISegmentSourceRegistry>(provider => provider.GetRequiredService<CatalogSources>());
        services.AddSingleton<SourceCheck>();
        services.AddSingleton<ICatalogCheck>(provider => provider.GetRequiredService<SourceCheck>());

        services.AddSegmentExportGrains();
        services.AddHostedService<SiloPreparation>();
        services.AddHostedService<CatalogWatch>();
        services.AddHostedService<SnapshotSweeping>();
        services.AddWebhooks();
        services.AddSingleton<SiloAnnouncer>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloAnnouncer>());
        services.AddHealthChecks()
            .AddCheck<StartedHealthCheck>("started", tags: [HealthTags.Startup])
            .AddCheck<LivenessHealthCheck>("process", tags: [HealthTags.Live])
            .AddCheck<SiloHealthCheck>("silo", tags: [HealthTags.Ready])
            .AddCheck<DatabaseHealthCheck>("database", tags: [HealthTags.Ready])
            .AddCheck<ArtifactStoreHealthCheck>("artifacts", tags: [HealthTags.Ready])
            .AddCheck<SourcesHealthCheck>("sources", tags: [HealthTags.Ready]);
        return services;
    }
}
