using System.Collections.Immutable;
using System.Text.Json;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Database.Sqlite;

namespace SegmentExport.TestKit.Clusters;

/// <summary>What the database of a data folder holds, read past the grains: no read of it can change a task.</summary>
public sealed class StoredRecords : IAsyncDisposable
{
    private readonly SqliteDatabase _database;

    internal StoredRecords(string dataPath) => _database = new(Path.Combine(dataPath, "segment-export.db"));

    /// <summary>The stored record of a task; null where there is none.</summary>
    public DownloadTaskState? StateOf(TaskKey task)
    {
        var found = Read("SELECT PayloadBinary FROM OrleansStorage WHERE GrainTypeString = 'task' AND GrainIdExtensionString = @key;", "@key", task.ToString());
        return found.IsEmpty ? null : JsonSerializer.Deserialize<DownloadTaskState>((byte[])found[0][0]!, StateJson.Options);
    }

    /// <summary>When the reminders of a task begin.</summary>
    public ImmutableArray<string> RemindersOf(TaskKey task) =>
        [.. Read("SELECT StartTime FROM OrleansReminders WHERE GrainId LIKE '%' || @key;", "@key", task.ToString()).Select(row => (string)row[0]!)];

    /// <summary>The audit of a task, oldest first.</summary>
    public ImmutableArray<(string? Actor, string Action, string Outcome)> AuditOf(TaskKey task) =>
    [
        .. Read("SELECT actor, action, outcome FROM audit WHERE task_id = @task ORDER BY audit_id;", "@task", task.Task.Value)
            .Select(row => ((string?)row[0], (string)row[1]!, (string)row[2]!)),
    ];

    /// <summary>How many tasks the list has.</summary>
    public int CountTasks() => (int)(long)Read("SELECT count(*) FROM download_task WHERE @any;", "@any", 1)[0][0]!;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private ImmutableArray<object?[]> Read(string sql, string name, object value)
    {
        using var connection = _database.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        var found = ImmutableArray.CreateBuilder<object?[]>();
        while (rows.Read())
        {
            found.Add([.. Enumerable.Range(0, rows.FieldCount).Select(column => rows.IsDBNull(column) ? null : rows.GetValue(column))]);
        }

        return found.ToImmutable();
    }
}
