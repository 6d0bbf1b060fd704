using System.Data.Common;
using System.Text.Json;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Tasks;

namespace SegmentExport.Hosting.Tests.Support;

/// <summary>A migrated database of a test's own, and the storage provider's statements without the provider.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    private readonly Dictionary<string, long> _versions = [];

    /// <summary>What the product is handed.</summary>
    public abstract DbDataSource Source { get; }

    /// <summary>The database's way of saying things.</summary>
    public abstract ListSql Sql { get; }

    /// <summary>The list.</summary>
    public DownloadTaskIndex Index => new(Source, Sql);

    /// <summary>The number of the last change of any task.</summary>
    public long LastChange => Convert.ToInt64(Scalar("SELECT max(change_sequence) FROM download_task;"));

    /// <summary>Stores a state as its grain would.</summary>
    public void Store(DownloadTaskState state)
    {
        using var connection = Source.OpenConnection();
        Store(connection, state);
    }

    public void Store(DbConnection connection, DownloadTaskState state) =>
        Store(connection, state.Key.ToString(), JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Options));

    public void Store(DbConnection connection, string key, byte[] payload)
    {
        var version = _versions.TryGetValue(key, out var known) ? known : (long?)null;
        var written = Scalar(connection, Query(connection, "WriteToStorageKey"), [.. Key(key), ("@GrainStateVersion", (int?)version), ("@PayloadBinary", payload)]);
        Assert.Equal((version ?? 0) + 1, Convert.ToInt64(written));
        _versions[key] = (version ?? 0) + 1;
    }

    /// <summary>Stores a task's first state; may be called from many threads at once.</summary>
    public void StoreNew(DownloadTaskState state) => StoreNext(state, null);

    /// <summary>Stores a task's state over that of a version; may be called from many threads at once.</summary>
    public void StoreNext(DownloadTaskState state, int? version)
    {
        using var connection = Source.OpenConnection();
        var payload = JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Options);
        var written = Scalar(connection, Query(connection, "WriteToStorageKey"), [.. Key(state.Key.ToString()), ("@GrainStateVersion", version), ("@PayloadBinary", payload)]);
        Assert.Equal((version ?? 0) + 1, Convert.ToInt64(written));
    }

    /// <summary>What the provider binds for a task.</summary>
    public static (string Name, object? Value)[] Key(string key) =>
    [
        ("@GrainIdHash", key.GetHashCode(StringComparison.Ordinal) & 0xff), ("@GrainIdN0", 0L), ("@GrainIdN1", 0L), ("@GrainTypeHash", 1), ("@GrainTypeString", "task"),
        ("@GrainIdExtensionString", key), ("@ServiceId", "test"),
    ];

    /// <summary>The text of one of the provider's statements.</summary>
    public static string Query(DbConnection connection, string key) =>
        (string)Scalar(connection, "SELECT QueryText FROM OrleansQuery WHERE QueryKey = @key;", ("@key", key))!;

    /// <summary>Runs a statement as one who may do anything.</summary>
    public abstract object? Scalar(string sql, params (string Name, object? Value)[] parameters);

    public static object? Scalar(DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, sql, parameters);
        using var rows = command.ExecuteReader();
        var value = rows.Read() ? rows.GetValue(0) : null;
        while (rows.Read() || rows.NextResult())
        {
            // To the end, as the provider reads: only then is SQLite's statement committed.
        }

        return value;
    }

    public abstract ValueTask DisposeAsync();

    protected static DbCommand Command(DbConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Bind(name, value);
            if (name == "@GrainStateVersion")
            {
                // As the provider does: PostgreSQL wants to know what kind of nothing it is.
                command.Parameters[name].DbType = System.Data.DbType.Int32;
            }
        }

        return command;
    }
}
