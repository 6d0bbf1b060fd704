using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Configuration;
using SegmentExport.Hosting.Catalogs;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Stopping;
using SegmentExport.Hosting.Telemetry;

namespace SegmentExport.Hosting.Clustering;

/// <summary>Makes a process a silo of a cluster.</summary>
public static class ClusterSilo
{
    /// <summary>Adds the silo. What a cluster must not have refuses the start.</summary>
    /// <param name="builder">The process; its settings are read from the sections of the options classes.</param>
    /// <exception cref="StartupException">The settings name no usable database, address or certificate.</exception>
    public static IHostApplicationBuilder AddSegmentExportClusterSilo(this IHostApplicationBuilder builder)
    {
        var options = ClusterSettings.Read(builder.Configuration);
        var (address, tls) = (ClusterSettings.Resolve(options.AdvertisedAddress), ClusterTls.Read(builder.Configuration));
        builder.AddSegmentExportTelemetry("segment-export-silo");
        builder.AddOrderlyStop();
        builder.Services.AddHostedService<ClusterPreparation>();
        builder.UseOrleans(silo =>
        {
            silo.Services.AddClusterContract(options);
            silo.Configure<SiloOptions>(names => names.SiloName = options.SiloName ?? $"{Environment.MachineName}:{options.SiloPort}");
            Listen(silo, address, options);
            silo.UseAdoNetClustering(clustering => clustering.Configure<NpgsqlDataSource>((ado, database) =>
            {
                ado.Invariant = PostgresStorage.Invariant;
                ado.DataSource = database;
            }));
            if (tls is not null)
            {
                silo.UseTls(tls.Apply);
            }

            silo.AddSegmentExport();
        });
        builder.Services.AddSingleton<SpaceKeysCheck>();
        builder.Services.AddSingleton<ICatalogCheck>(provider => provider.GetRequiredService<SpaceKeysCheck>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SpaceKeysCheck>());
        builder.Services.AddHostedService<ArtifactKeysCheck>();
        builder.Services.AddHostedService<SiloDrain>();
        return builder;
    }

    // A loopback address keeps everybody else out; any other is one of a machine or container that may have more.
    private static void Listen(ISiloBuilder silo, IPAddress? address, ClusterModeOptions options) => _ = address is null
        ? silo.ConfigureEndpoints(options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: true)
        : silo.ConfigureEndpoints(address, options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
}
