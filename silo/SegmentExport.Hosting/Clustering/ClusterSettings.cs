using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>What silos and gateways of a cluster set up in the same way.</summary>
internal static class ClusterSettings
{
    /// <summary>The setting of the connection string.</summary>
    public const string ConnectionString = $"{ClusterModeOptions.SectionName}:{nameof(ClusterModeOptions.ConnectionString)}";

    /// <summary>Reads the settings that are needed before anything is checked.</summary>
    /// <exception cref="StartupException">There is no connection string, or it is none.</exception>
    public static ClusterModeOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(ClusterModeOptions.SectionName).Get<ClusterModeOptions>() ?? new();
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new StartupException(
                $"This process is one of a cluster and has no database. Set {ConnectionString} to 'Host=…;Database=…;Username=…;Password=…'; without a cluster, start SegmentExport.Gateway alone.");
        }

        PostgresDatabase.Parse(options.ConnectionString, ConnectionString);
        return options;
    }

    /// <summary>Makes the one data source of the process known.</summary>
    /// <param name="services">The process.</param>
    /// <param name="options">The settings.</param>
    /// <param name="applicationName">What the database's administrator sees.</param>
    /// <param name="maxConnections">The most connections where the connection string does not say; null: the library's default.</param>
    public static void AddDataSource(this IServiceCollection services, ClusterModeOptions options, string applicationName, int? maxConnections = null)
    {
        services.AddSingleton(_ => PostgresDatabase.Open(options.ConnectionString!, ConnectionString, applicationName, maxConnections));
        services.AddSingleton<System.Data.Common.DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
    }

    /// <summary>Sets the ids, and lets the database's faults pass from silos to gateways as what they are.</summary>
    public static void AddClusterContract(this IServiceCollection services, ClusterModeOptions options)
    {
        services.Configure<ClusterOptions>(ids =>
        {
            ids.ClusterId = options.ClusterId;
            ids.ServiceId = options.ServiceId;
        });
        services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add(nameof(Npgsql)));
    }

    /// <summary>The address that others reach a silo by; null: Orleans finds the machine's own.</summary>
    /// <exception cref="StartupException">The name cannot be resolved.</exception>
    public static IPAddress? Resolve(string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            return null;
        }

        try
        {
            return IPAddress.TryParse(address, out var literal) ? literal : Dns.GetHostAddresses(address)[0];
        }
        catch (Exception fault) when (fault is System.Net.Sockets.SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new StartupException(
                $"{ClusterModeOptions.SectionName}:{nameof(ClusterModeOptions.AdvertisedAddress)} '{address}' is neither an IP address nor a host name that resolves here. Correct it, or leave it out for the machine's own.", fault);
        }
    }
}
