using System.Collections.Immutable;
using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace SegmentExport.Hosting.Database.Sqlite;

/// <summary>Brings the database's schema to this version. Several silos may start at once; one does it, the others wait and find it done.</summary>
internal sealed partial class SqliteSchema(SqliteDatabase database, TimeProvider time, ILogger<SqliteSchema> logger) : IDatabaseSchema
{
    private const string JournalTable = "schema_version";

    /// <summary>Applies what is missing, each step in a transaction of its own.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) => MigrateAsync(MigrationScripts.Sqlite, cancellationToken);

    internal async Task MigrateAsync(ImmutableArray<SqlScript> scripts, CancellationToken cancellationToken)
    {
        PrivateDatabaseFile.Ensure(database.FilePath);
        await using var heldLock = await SchemaLock.TakeAsync(database.FilePath, time, cancellationToken);
        var applied = Prepare();
        DatabaseSchemaException.ThrowIfNewer(applied, scripts);

        var result = DeployChanges.To.SqliteDatabase(database.ConnectionString)
            .JournalToSqliteTable(JournalTable)
            .WithScripts(scripts)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new DatabaseSchemaException($"The schema's step '{result.ErrorScript?.Name}' failed; nothing of it was kept.", result.Error);
        }

        LogMigrated(scripts.Length, scripts.Length - applied.Count);
    }

    /// <summary>Turns write-ahead logging on, which the file keeps.</summary>
    /// <returns>The steps that were applied before.</returns>
    private List<string> Prepare()
    {
        using var connection = database.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL;";
        if (command.ExecuteScalar() is not "wal")
        {
            throw new DatabaseSchemaException("SQLite's write-ahead log cannot be used there. Put the data folder on a local disk.");
        }

        command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = @table;";
        command.Parameters.AddWithValue("@table", JournalTable);
        return command.ExecuteScalar() is 0L ? [] : ReadApplied(command);
    }

    private static List<string> ReadApplied(SqliteCommand command)
    {
        command.CommandText = "SELECT ScriptName FROM schema_version;";
        using var rows = command.ExecuteReader();
        var applied = new List<string>();
        while (rows.Read())
        {
            applied.Add(rows.GetString(0));
        }

        return applied;
    }

    [LoggerMessage(4000, LogLevel.Information, "The database's schema is at step {Steps}; {Applied} applied now.")]
    private partial void LogMigrated(int steps, int applied);
}
