using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>Brings a cluster's database to this version.</summary>
public static class ClusterMigration
{
    /// <summary>Applies what is missing and gives the run-time roles their rights. May be repeated, and run several times at once.</summary>
    /// <param name="configuration">The settings: <see cref="MigrationOptions"/>.</param>
    /// <param name="cancellationToken">Ends the wait for another migration.</param>
    /// <returns>The steps that were applied now.</returns>
    /// <exception cref="StartupException">It could not be done: why, in one line.</exception>
    public static async Task<ImmutableArray<string>> RunAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        const string Setting = $"{MigrationOptions.SectionName}:{nameof(MigrationOptions.ConnectionString)}";
        var options = configuration.GetSection(MigrationOptions.SectionName).Get<MigrationOptions>() ?? new();
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new StartupException($"Migrating needs the role that owns the schema. Set {Setting} to 'Host=…;Database=…;Username=…;Password=…' of that role.");
        }

        await using var owner = PostgresDatabase.Open(options.ConnectionString, Setting, "segment-export-migrate");
        return await new PostgresMigration(owner).MigrateAsync(new(options.SiloRole ?? RunTimeRole(configuration), options.GatewayRole), cancellationToken);
    }

    private static string? RunTimeRole(IConfiguration configuration) =>
        configuration[ClusterSettings.ConnectionString] is { Length: > 0 } text ? PostgresDatabase.Parse(text, ClusterSettings.ConnectionString).Username : null;
}
