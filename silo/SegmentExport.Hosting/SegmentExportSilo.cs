using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Database.Sqlite;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Telemetry;

namespace SegmentExport.Hosting;

/// <summary>Makes a silo of a process.</summary>
public static class SegmentExportSilo
{
    /// <summary>The cluster's and service's id where nothing else is said.</summary>
    public const string ServiceId = "segment-export";

    /// <summary>
    /// Adds the embedded silo: the only one of its cluster, listening on the loopback interface, with everything it keeps in one folder (<see cref="SegmentExportOptions.DataPath"/>). Grain calls
    /// from the same process go through the registered <see cref="IGrainFactory"/>.
    /// </summary>
    /// <param name="builder">The process; its settings are read from the sections of the options classes.</param>
    public static IHostApplicationBuilder AddSegmentExportSilo(this IHostApplicationBuilder builder)
    {
        builder.AddSegmentExportTelemetry("segment-export");
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(serviceId: ServiceId, clusterId: ServiceId);
            silo.Services.AddValidatedOptions<SiloNetworkOptions>(SiloNetworkOptions.SectionName);
            silo.Services.AddOptions<EndpointOptions>().PostConfigure<IOptions<SiloNetworkOptions>>((endpoint, network) =>
            {
                endpoint.AdvertisedIPAddress = IPAddress.Loopback;
                endpoint.SiloPort = network.Value.Port == 0 ? FreePort() : network.Value.Port;
                endpoint.GatewayPort = 0;
            });
            silo.Services.AddOptions<DevelopmentClusterMembershipOptions>().PostConfigure<IOptions<EndpointOptions>>((membership, endpoint) =>
                membership.PrimarySiloEndpoint = new(endpoint.Value.AdvertisedIPAddress, endpoint.Value.SiloPort));
            silo.Services.AddOptions<SiloOptions>().PostConfigure<IOptions<SiloNetworkOptions>>((options, network) => options.SiloName = network.Value.Name);
            silo.Services.AddHostedService<DataFolderOwnership>();
            silo.AddSegmentExport();
        });
        builder.Services.AddHostedService<EmbeddedKeys>();
        return builder;
    }

    /// <summary>
    /// Adds what a silo needs beside clustering: grains, stores, catalog, sources, audit, list, keys, health checks. State and reminders are kept in the cluster's PostgreSQL where the settings
    /// name one, else in SQLite.
    /// </summary>
    /// <param name="silo">The silo; its configuration holds the settings.</param>
    public static ISiloBuilder AddSegmentExport(this ISiloBuilder silo)
    {
        CallTrace.AddTo(silo.Services);
        if (silo.Configuration.TellsOrleansSpans())
        {
            silo.AddActivityPropagation();
        }

        GrainInterfaceNames.AddTo(silo.Services);
        _ = silo.Configuration.IsCluster() ? silo.AddPostgresStorage() : silo.AddSqliteStorage();
        silo.Services.AddSegmentExportServices();
        silo.AddDashboardIfEnabled();
        return silo;
    }

    internal static OptionsBuilder<T> AddValidatedOptions<T>(this IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
