using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Hosting.Audit;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Tasks;
using SegmentExport.Hosting.Webhooks;

namespace SegmentExport.Hosting.Database.Sqlite;

/// <summary>Grain storage and reminders in the embedded database.</summary>
internal static class SqliteStorage
{
    // The provider's name for SQLite; it loads Microsoft.Data.Sqlite.
    private const string Invariant = "System.Data.SQLite";

    public static ISiloBuilder AddSqliteStorage(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton(services => new SqliteDatabase(services.GetRequiredService<DataPaths>().Database));
        silo.Services.AddSingleton<DbDataSource>(services => services.GetRequiredService<SqliteDatabase>());
        silo.Services.AddSingleton<IDatabaseSchema, SqliteSchema>();
        silo.Services.AddSingleton<ListSql, SqliteListSql>();
        silo.Services.AddSingleton(AuditSql.Sqlite);
        silo.Services.AddSingleton(WebhookSql.Sqlite);
        silo.Services.AddSingleton<IArtifactKeyStore, FileArtifactKeyStore>();
        return silo.AddAdoNetStorage<SqliteDatabase>(Invariant);
    }
}
