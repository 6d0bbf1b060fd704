using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SegmentExport.Hosting.Audit;
using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Tasks;
using SegmentExport.Hosting.Webhooks;

namespace SegmentExport.Hosting.Database.Postgres;

/// <summary>Grain storage and reminders in the cluster's database.</summary>
internal static class PostgresStorage
{
    /// <summary>The providers' name for PostgreSQL.</summary>
    public const string Invariant = "Npgsql";

    public static ISiloBuilder AddPostgresStorage(this ISiloBuilder silo)
    {
        silo.Services.AddValidatedOptions<ClusterModeOptions>(ClusterModeOptions.SectionName);
        silo.Services.AddDataSource(ClusterSettings.Read(silo.Configuration), "segment-export-silo");
        silo.Services.AddSingleton<ClusterTenure>();
        silo.Services.AddSingleton<IDatabaseSchema, PostgresSchema>();
        silo.Services.AddSingleton<ListSql, PostgresListSql>();
        silo.Services.AddSingleton(AuditSql.Postgres);
        silo.Services.AddSingleton(WebhookSql.Postgres);
        silo.Services.AddSingleton<IArtifactKeyStore, PostgresArtifactKeyStore>();
        return silo.AddAdoNetStorage<NpgsqlDataSource>(Invariant);
    }
}
