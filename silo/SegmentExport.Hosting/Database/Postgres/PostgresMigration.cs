using System.Collections.Immutable;
using DbUp;
using DbUp.Engine;
using DbUp.Postgresql;
using Npgsql;

namespace SegmentExport.Hosting.Database.Postgres;

/// <summary>Brings the schema to this version, as the role that owns it. Several may run at once: one does it, the others wait and find it done.</summary>
internal sealed class PostgresMigration(NpgsqlDataSource owner)
{
    /// <summary>The advisory lock of everything that changes the schema ("SegExprt").</summary>
    public const long LockKey = 0x5365674578707274;

    /// <summary>Where the applied steps are noted.</summary>
    public const string Journal = "schema_version";

    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Applies what is missing, each step in a transaction of its own, and gives the run-time roles their rights.</summary>
    /// <returns>The steps that were applied now.</returns>
    /// <exception cref="DatabaseSchemaException">The schema is a newer version's, a step failed, or the database cannot be used.</exception>
    public Task<ImmutableArray<string>> MigrateAsync(PostgresRoles roles, CancellationToken cancellationToken) =>
        MigrateAsync(MigrationScripts.Postgres, roles, cancellationToken);

    internal async Task<ImmutableArray<string>> MigrateAsync(ImmutableArray<SqlScript> scripts, PostgresRoles roles, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await owner.OpenConnectionAsync(cancellationToken);
            await LockAsync(connection, cancellationToken);
            try
            {
                var applied = await PrepareAsync(connection, cancellationToken);
                DatabaseSchemaException.ThrowIfNewer(applied, scripts);
                await Task.Run(() => Apply(scripts), cancellationToken);
                await ContinueChangesAsync(connection, cancellationToken);
                await roles.GrantAsync(connection, cancellationToken);
                return [.. scripts.Select(script => script.Name).Except(applied, StringComparer.Ordinal)];
            }
            finally
            {
                await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({LockKey});", CancellationToken.None);
            }
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.Explain(fault, owner);
        }
    }

    /// <summary>A database that was restored on a new server counts on behind what it has; steps of older versions have no such thing.</summary>
    private static async Task ContinueChangesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = connection.CreateCommand($"SELECT to_regprocedure('{PostgresDatabase.Schema}.continue_changes()') IS NOT NULL;");
        if (await exists.ExecuteScalarAsync(cancellationToken) is true)
        {
            await ExecuteAsync(connection, $"SELECT {PostgresDatabase.Schema}.continue_changes();", cancellationToken);
        }
    }

    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, $"SET lock_timeout = {(int)LockTimeout.TotalMilliseconds}; SELECT pg_advisory_lock({LockKey}); SET lock_timeout = 0;", cancellationToken);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new DatabaseSchemaException($"Another migration has held the lock of the database's schema for {LockTimeout}. Let it end, then start again.", fault);
        }
    }

    /// <summary>Makes the schema that all of it is in.</summary>
    /// <returns>The steps that were applied before.</returns>
    private static async Task<List<string>> PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Asked first: creating one that is there also takes a right on the database.
        await using var exists = connection.CreateCommand($"SELECT to_regnamespace('{PostgresDatabase.Schema}') IS NOT NULL;");
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            await ExecuteAsync(connection, $"CREATE SCHEMA {PostgresDatabase.Schema};", cancellationToken);
        }

        return await ReadAppliedAsync(connection, cancellationToken) ?? [];
    }

    /// <summary>The steps that were applied; null where no schema was ever made.</summary>
    public static async Task<List<string>?> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = connection.CreateCommand($"SELECT to_regclass('{PostgresDatabase.Schema}.{Journal}') IS NOT NULL;");
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return null;
        }

        await using var read = connection.CreateCommand($"SELECT scriptname FROM {PostgresDatabase.Schema}.{Journal} ORDER BY scriptname;");
        await using var rows = await read.ExecuteReaderAsync(cancellationToken);
        var applied = new List<string>();
        while (await rows.ReadAsync(cancellationToken))
        {
            applied.Add(rows.GetString(0));
        }

        return applied;
    }

    private void Apply(ImmutableArray<SqlScript> scripts)
    {
        var result = DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(owner))
            .JournalTo((connections, log) => new PostgresqlTableJournal(connections, log, PostgresDatabase.Schema, Journal))
            .WithScripts(scripts)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            var state = (result.Error as PostgresException)?.SqlState is { } sqlState ? $" (SQLSTATE {sqlState})" : "";
            throw new DatabaseSchemaException(
                $"The schema's step '{result.ErrorScript?.Name}' failed{state}; nothing of it was kept. The server's log says why; correct that, then migrate again.", result.Error);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(text);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
