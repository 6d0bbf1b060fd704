using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Database;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Support;

/// <summary>A migrated database in a folder of its own, and the storage provider's statements without the provider.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TempDataFolder _folder = new();
    private readonly Dictionary<string, (long StorageId, long Version)> _versions = [];

    private TestDatabase() => Database = new(_folder.Combine("segment-export.db"));

    public SqliteDatabase Database { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase();
        await new DatabaseSchema(database.Database, TimeProvider.System, NullLogger<DatabaseSchema>.Instance).MigrateAsync(CancellationToken.None);
        return database;
    }

    /// <summary>Stores a state as its grain would.</summary>
    public void Store(DownloadTaskState state)
    {
        using var connection = Database.OpenConnection();
        Store(connection, state);
    }

    public void Store(SqliteConnection connection, DownloadTaskState state) =>
        Store(connection, state.Key.ToString(), JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Options));

    public void Store(SqliteConnection connection, string key, byte[] payload)
    {
        var version = _versions.TryGetValue(key, out var known) ? known.Version : (long?)null;
        var written = Scalar(connection, Query(connection, "WriteToStorageKey"), [.. Key(key), ("@GrainStateVersion", version), ("@PayloadBinary", payload)]);
        Assert.Equal((version ?? 0) + 1, written);
        _versions[key] = (0, (long)written!);
    }

    /// <summary>What the provider binds for a task.</summary>
    public static (string Name, object? Value)[] Key(string key) =>
    [
        ("@GrainIdHash", key.GetHashCode(StringComparison.Ordinal) & 0xff), ("@GrainIdN0", 0), ("@GrainIdN1", 0), ("@GrainTypeHash", 1), ("@GrainTypeString", "task"),
        ("@GrainIdExtensionString", key), ("@ServiceId", "test"),
    ];

    /// <summary>The text of one of the provider's statements.</summary>
    public static string Query(SqliteConnection connection, string key) =>
        (string)Scalar(connection, "SELECT QueryText FROM OrleansQuery WHERE QueryKey = @key;", ("@key", key))!;

    public object? Scalar(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = Database.OpenConnection();
        return Scalar(connection, sql, parameters);
    }

    public static object? Scalar(SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, sql, parameters);
        using var rows = command.ExecuteReader();
        var value = rows.Read() ? rows.GetValue(0) : null;
        while (rows.Read() || rows.NextResult())
        {
            // To the end, as the provider reads: only then is the statement committed.
        }

        return value;
    }

    /// <summary>How SQLite would carry out a statement.</summary>
    public List<string> Plan(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = Database.OpenConnection();
        using var command = Command(connection, "EXPLAIN QUERY PLAN " + sql, parameters);
        using var rows = command.ExecuteReader();
        var steps = new List<string>();
        while (rows.Read())
        {
            steps.Add(rows.GetString(3));
        }

        return steps;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Dispose();
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "A test's own statements.")]
    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
