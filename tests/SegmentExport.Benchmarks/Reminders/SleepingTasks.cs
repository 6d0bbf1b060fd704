using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Tasks;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Reminders;

/// <summary>
/// Approved tasks that wait for their end, very many: copies of one that a silo has made, each with an id and times of its own. State and reminder are copied into the tables as the providers write
/// them, and the trigger keeps the list; that a copy would be filed where the original is, is checked by the original.
/// </summary>
internal sealed class SleepingTasks
{
    private const int Writers = 2;
    private const string ServiceId = "segment-export";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ClusterProcesses _cluster;
    private readonly DownloadTaskState _original;
    private readonly (string Name, long Period) _reminder;

    private SleepingTasks(ClusterProcesses cluster, DownloadTaskState original, (string Name, long Period) reminder) => (_cluster, _original, _reminder) = (cluster, original, reminder);

    /// <summary>Has a task live up to the point from which it only waits for its end, approved and packed, and takes it as the original.</summary>
    public static async Task<SleepingTasks> MakeAsync(ClusterProcesses cluster)
    {
        var (alice, carol) = (cluster.User("alice"), cluster.User("carol"));
        var task = await alice.CreateTaskAsync("retail", "everyone", new { id = "user_id" }, new { id = "phone", masking = "phone" }, new { id = "city" });
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", Patience);
        return await OfAsync(cluster, new TaskKey(new("retail"), new(task.Split('/')[^1])));
    }

    private static async Task<SleepingTasks> OfAsync(ClusterProcesses cluster, TaskKey task)
    {
        var grain = new StoredGrain(task.ToString());
        await using var source = Open(cluster.Database);
        await using var command = source.CreateCommand("""
            SELECT storage.PayloadBinary, storage.GrainIdHash, storage.GrainTypeHash, reminder.GrainHash, reminder.ReminderName, reminder.Period
            FROM OrleansStorage AS storage, OrleansReminders AS reminder
            WHERE storage.GrainIdExtensionString = $1 AND reminder.GrainId = $2 AND storage.ServiceId = $3 AND reminder.ServiceId = $3;
            """);
        command.Parameters.AddWithValue(grain.Key);
        command.Parameters.AddWithValue(grain.ReminderId);
        command.Parameters.AddWithValue(ServiceId);
        await using var rows = await command.ExecuteReaderAsync();
        return await rows.ReadAsync() && (rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3)) == (grain.IdHash, StoredGrain.TypeHash, grain.ReminderHash)
            ? new(cluster, JsonSerializer.Deserialize<DownloadTaskState>(rows.GetFieldValue<byte[]>(0), StateJson.Options)!, (rows.GetString(4), rows.GetInt64(5)))
            : throw new InvalidOperationException($"The grain {grain.ReminderId} is not filed as {grain.IdHash}, {StoredGrain.TypeHash}, {grain.ReminderHash}: Orleans has changed how, and copies would not be found.");
    }

    /// <summary>Makes copies that end at these times.</summary>
    /// <param name="ends">When; of each the copy is a task, a reminder and a row of the list.</param>
    /// <param name="withParts">Whether their parts are copied too: those that end while somebody looks.</param>
    public async Task FillAsync(IReadOnlyCollection<DateTimeOffset> ends, bool withParts)
    {
        var size = Math.Max(1, (ends.Count + Writers - 1) / Writers);
        await Task.WhenAll(ends.Chunk(size).Select(chunk => Task.Run(async () =>
        {
            var copies = chunk.Select(Copy).ToList();
            await StoreAsync(copies);
            await RemindAsync(copies);
            foreach (var copy in withParts ? copies : [])
            {
                CopyParts(copy.Key);
            }
        })));
        await _cluster.Database.ExecuteAsync("ANALYZE OrleansStorage, OrleansReminders, download_task;");
    }

    private static NpgsqlDataSource Open(PostgresTestDatabase database) => NpgsqlDataSource.Create(database.Superuser + ";Search Path=segment_export");

    private DownloadTaskState Copy(DateTimeOffset ends)
    {
        var later = ends - _original.ExpiresAt!.Value;
        return _original with
        {
            Key = new(_original.Key.Space, TaskId.New(_original.Submission.At + later)),
            Submission = _original.Submission with { At = _original.Submission.At + later, Operation = OperationId.New() },
            Decision = _original.Decision with { At = _original.Decision.At + later, Operation = OperationId.New() },
            Packaging = _original.Packaging with { EndedAt = _original.Packaging.EndedAt + later },
            ExpiresAt = ends,
            History = [.. _original.History.Select(entry => entry with { At = entry.At + later })],
        };
    }

    private async Task StoreAsync(IEnumerable<DownloadTaskState> copies)
    {
        await using var source = Open(_cluster.Database);
        await using var connection = await source.OpenConnectionAsync();
        await using var import = await connection.BeginBinaryImportAsync(
            "COPY OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, Version) FROM STDIN (FORMAT BINARY)");
        foreach (var copy in copies)
        {
            var grain = new StoredGrain(copy.Key.ToString());
            await import.StartRowAsync();
            await import.WriteAsync(grain.IdHash);
            await import.WriteAsync(0L);
            await import.WriteAsync(0L);
            await import.WriteAsync(StoredGrain.TypeHash);
            await import.WriteAsync(StoredGrain.StateName);
            await import.WriteAsync(grain.Key);
            await import.WriteAsync(ServiceId);
            await import.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(copy, StateJson.Options), NpgsqlDbType.Bytea);
            await import.WriteAsync((int)copy.Revision);
        }

        await import.CompleteAsync();
    }

    private async Task RemindAsync(IEnumerable<DownloadTaskState> copies)
    {
        await using var source = Open(_cluster.Database);
        await using var connection = await source.OpenConnectionAsync();
        await using var import = await connection.BeginBinaryImportAsync("COPY OrleansReminders (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version) FROM STDIN (FORMAT BINARY)");
        foreach (var copy in copies)
        {
            var grain = new StoredGrain(copy.Key.ToString());
            await import.StartRowAsync();
            await import.WriteAsync(ServiceId);
            await import.WriteAsync(grain.ReminderId);
            await import.WriteAsync(_reminder.Name);
            await import.WriteAsync(copy.ExpiresAt!.Value.UtcDateTime, NpgsqlDbType.TimestampTz);
            await import.WriteAsync(_reminder.Period);
            await import.WriteAsync(grain.ReminderHash);
            await import.WriteAsync(0);
        }

        await import.CompleteAsync();
    }

    private void CopyParts(TaskKey copy)
    {
        string FolderOf(TaskKey task) => Path.Combine(_cluster.Folder, "artifacts", task.Space.Value, task.Task.Value);
        var folder = Directory.CreateDirectory(FolderOf(copy)).FullName;
        foreach (var part in Directory.GetFiles(FolderOf(_original.Key)))
        {
            File.Copy(part, Path.Combine(folder, Path.GetFileName(part)));
        }
    }
}
