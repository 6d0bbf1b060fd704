using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Database.Sqlite;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Audit;

/// <summary>Verifies the audit of a cluster, or of a data folder where the settings name no cluster.</summary>
public static class AuditVerification
{
    /// <summary>Seals what is final by now, and looks through all of it. The silos may be at work.</summary>
    /// <param name="configuration">The settings of a silo.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="StartupException">The database cannot be read: why, in one line.</exception>
    public static async Task<AuditReport> RunAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var anchor = new AuditAnchor(Read<AuditOptions>(configuration, AuditOptions.SectionName), Paths(configuration));
        if (configuration.IsCluster())
        {
            await using var cluster = PostgresDatabase.Open(ClusterSettings.Read(configuration).ConnectionString!, ClusterSettings.ConnectionString, "segment-export-verify");
            try
            {
                return await VerifyAsync(cluster, AuditSql.Postgres, anchor, cancellationToken);
            }
            catch (NpgsqlException fault)
            {
                throw PostgresFaults.Explain(fault, cluster);
            }
        }

        var path = Paths(configuration).Database;
        if (!File.Exists(path))
        {
            throw new StartupException($"There is no database '{path}', and no cluster is named. Give this command the settings of a silo.");
        }

        await using var embedded = new SqliteDatabase(path);
        return await VerifyAsync(embedded, AuditSql.Sqlite, anchor, cancellationToken);
    }

    private static async Task<AuditReport> VerifyAsync(DbDataSource database, AuditSql sql, AuditAnchor anchor, CancellationToken cancellationToken)
    {
        await new AuditSealer(database, sql, anchor, TimeProvider.System, NullLogger<AuditSealer>.Instance).SealAsync(cancellationToken);
        return await new AuditVerifier(database, sql, anchor).VerifyAsync(cancellationToken);
    }

    private static DataPaths Paths(IConfiguration configuration) =>
        new(Read<SegmentExportOptions>(configuration, SegmentExportOptions.SectionName), Read<ArtifactOptions>(configuration, ArtifactOptions.SectionName));

    private static IOptions<T> Read<T>(IConfiguration configuration, string section)
        where T : class, new() =>
        Options.Create(configuration.GetSection(section).Get<T>() ?? new());
}
