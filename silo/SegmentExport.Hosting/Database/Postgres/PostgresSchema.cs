using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SegmentExport.Hosting.Database.Postgres;

/// <summary>Finds that the schema is this version's, whole, and this cluster's to use. It changes nothing: migrating is a step of its own, by another role.</summary>
internal sealed partial class PostgresSchema(NpgsqlDataSource database, ClusterTenure tenure, ILogger<PostgresSchema> logger) : IDatabaseSchema
{
    /// <summary>The statements that the providers need.</summary>
    private static readonly ImmutableArray<string> QueryKeys =
    [
        "InsertMembershipVersionKey", "InsertMembershipKey", "UpdateMembershipKey", "UpdateIAmAlivetimeKey", "MembershipReadRowKey", "MembershipReadAllKey",
        "GatewaysQueryKey", "DeleteMembershipTableEntriesKey", "CleanupDefunctSiloEntriesKey", "WriteToStorageKey", "ReadFromStorageKey", "ClearStorageKey", "DeleteStorageKey",
        "UpsertReminderRowKey", "ReadReminderRowsKey", "ReadReminderRowKey", "ReadRangeRows1Key", "ReadRangeRows2Key", "DeleteReminderRowKey", "DeleteReminderRowsKey",
    ];

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await CheckAsync(connection, cancellationToken);
            await CheckChangesAsync(connection, cancellationToken);
            if (await MayChangeSchemaAsync(connection, cancellationToken))
            {
                LogOwner();
            }

            await tenure.ClaimAsync(connection, cancellationToken);
            LogFound(MigrationScripts.Postgres.Length);
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.Explain(fault, database);
        }
    }

    /// <summary>Checks steps and statements.</summary>
    internal static async Task CheckAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = await PostgresMigration.ReadAppliedAsync(connection, cancellationToken)
            ?? throw new DatabaseSchemaException($"The database '{connection.Database}' has no schema of SegmentExport. Run 'SegmentExport.Silo migrate', then start again.");
        DatabaseSchemaException.ThrowIfNewer(applied, MigrationScripts.Postgres);
        if (MigrationScripts.Postgres.Select(script => script.Name).Except(applied, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
        {
            throw new DatabaseSchemaException(
                $"The database's schema lacks steps of this version ({string.Join(", ", missing)}): an older version made it. Run this version's 'SegmentExport.Silo migrate', then start again.");
        }

        await using var read = connection.CreateCommand("SELECT querykey FROM orleansquery;");
        await using var rows = await read.ExecuteReaderAsync(cancellationToken);
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(rows.GetString(0));
        }

        if (QueryKeys.Except(found, StringComparer.Ordinal).ToList() is { Count: > 0 } lost)
        {
            throw new DatabaseSchemaException(
                $"The table orleansquery lacks statements that were there once ({string.Join(", ", lost)}). Restore the database from a backup, or insert them again from the migration 0001_orleans.sql.");
        }
    }

    // Numbers of transactions begin anew on another server; changes would be told to nobody until they are behind those that were restored.
    private static async Task CheckChangesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            "SELECT last_change() >= base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM download_task_epoch;");
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
        {
            throw new DatabaseSchemaException("The database was restored on another server, and its changes are not counted on yet. Run 'SegmentExport.Silo migrate', then start again.");
        }
    }

    private static async Task<bool> MayChangeSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand($"SELECT has_schema_privilege('{PostgresDatabase.Schema}', 'CREATE');");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    [LoggerMessage(4001, LogLevel.Information, "The database's schema is at step {Steps}.")]
    private partial void LogFound(int steps);

    [LoggerMessage(4002, LogLevel.Warning, "This role may change the database's schema. Let silos run as a role of their own that 'SegmentExport.Silo migrate' gives its rights (SegmentExport:Migration:SiloRole).")]
    private partial void LogOwner();
}
