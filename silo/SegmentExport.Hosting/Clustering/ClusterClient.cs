using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Configuration;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Hosting.Artifacts;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Health;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Stopping;
using SegmentExport.Hosting.Telemetry;

namespace SegmentExport.Hosting.Clustering;

/// <summary>Makes a process a client of a cluster's silos: a gateway. Its database connections only find silos; of stored things it reads parts.</summary>
public static class ClusterClient
{
    // Orleans asks for the list of silos now and then, and so does health.
    private const int MaxConnections = 4;

    // A silo that hangs keeps its connections open: what is sent to it waits until the list no longer names it. By Orleans' own period that takes up to a minute.
    private static readonly TimeSpan SiloListRefreshPeriod = TimeSpan.FromSeconds(10);

    /// <summary>Adds the client. What a cluster must not have refuses the start.</summary>
    /// <param name="builder">The process; its settings are read from the sections of the options classes.</param>
    /// <exception cref="StartupException">The settings name no usable database or certificate.</exception>
    public static IHostApplicationBuilder AddSegmentExportClusterClient(this IHostApplicationBuilder builder)
    {
        var options = ClusterSettings.Read(builder.Configuration);
        var tls = ClusterTls.Read(builder.Configuration);
        builder.AddSegmentExportTelemetry("segment-export-gateway");
        builder.AddOrderlyStop();
        var services = builder.Services;
        services.AddValidatedOptions<ClusterModeOptions>(ClusterModeOptions.SectionName);
        services.AddValidatedOptions<SegmentExportOptions>(SegmentExportOptions.SectionName);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DataPaths>();
        services.AddArtifactStore();
        services.AddDataSource(options, "segment-export-gateway", MaxConnections);
        services.AddHostedService<ClientPreparation>();
        builder.UseOrleansClient(client =>
        {
            client.Services.AddClusterContract(options);
            CallTrace.AddTo(client.Services);
            if (builder.Configuration.TellsOrleansSpans())
            {
                client.AddActivityPropagation();
            }

            GrainInterfaceNames.AddTo(client.Services);
            client.AddDashboardIfEnabled();
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout);
            client.Configure<GatewayOptions>(silos => silos.GatewayListRefreshPeriod = SiloListRefreshPeriod);
            client.UseConnectionRetryFilter<SiloWait>();
            client.UseAdoNetClustering(clustering => clustering.Configure<NpgsqlDataSource>((ado, database) =>
            {
                ado.Invariant = PostgresStorage.Invariant;
                ado.DataSource = database;
            }));
            if (tls is not null)
            {
                client.UseTls(tls.Apply);
            }
        });
        services.AddHealthChecks()
            .AddCheck<StartedHealthCheck>("started", tags: [HealthTags.Startup])
            .AddCheck<ClusterHealthCheck>("cluster", tags: [HealthTags.Ready])
            .AddCheck<DatabaseHealthCheck>("database", tags: [HealthTags.Ready])
            .AddCheck<ArtifactStoreHealthCheck>("artifacts", tags: [HealthTags.Ready]);
        return builder;
    }
}
