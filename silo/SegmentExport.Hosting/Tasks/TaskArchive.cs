using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Retention;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Tasks;

/// <summary>The archive as the database keeps it: a state that is deleted is there, by the trigger. SQLite's library blocks under its asynchronous names, so all of it runs off the grains' turns.</summary>
internal sealed class TaskArchive(DbDataSource database, ListSql sql) : ITaskArchive
{
    // Hops from space to space over the index, however many tasks they have; spaces that the catalog has no more are among them.
    internal const string Spaces = """
        WITH RECURSIVE spaces (space) AS (
            SELECT min(space_id) FROM download_task
            UNION ALL
            SELECT (SELECT min(space_id) FROM download_task WHERE space_id > spaces.space) FROM spaces WHERE spaces.space IS NOT NULL)
        SELECT space FROM spaces WHERE space IS NOT NULL;
        """;

    // A task is submitted before it ends: what is due stands at the end of the list's index of statuses, beside the few that took that long to end.
    internal const string Due = """
        SELECT submitted_at, task_id FROM download_task
        WHERE space_id = @space AND stored_status = @status AND submitted_at < @before AND (submitted_at, task_id) > (@afterTime, @afterTask) AND summary ->> 'partsDeletedAt' < @before
        ORDER BY submitted_at, task_id LIMIT @limit;
        """;

    private static readonly string[] EndedStatuses = ["closed", "expired"];

    private uint _lists;

    /// <summary>Deletes the states of those among so many tasks that are due; the trigger archives them.</summary>
    internal static string Move(int count) =>
        $"""
        DELETE FROM OrleansStorage WHERE GrainTypeString = 'task' AND StorageId IN (
            SELECT storage_id FROM download_task WHERE summary ->> 'partsDeletedAt' < @before
            AND (space_id, task_id) IN (VALUES {string.Join(", ", Enumerable.Range(0, count).Select(task => $"(@space{task}, @task{task})"))}));
        """;

    public async ValueTask<ArchivedTask?> FindAsync(TaskKey task, CancellationToken cancellationToken) => await Task.Run(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand($"SELECT {sql.Columns} FROM archived_task AS task WHERE space_id = @space AND task_id = @task;");
            command.Bind("@space", task.Space.Value);
            command.Bind("@task", task.Task.Value);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            return await rows.ReadAsync(cancellationToken)
                ? new ArchivedTask(
                    JsonSerializer.Deserialize<DownloadTaskState>(rows.GetString(0), StateJson.Options)!, JsonSerializer.Deserialize<PackagingTotals>(rows.GetString(1), StateJson.Options))
                : null;
        },
        cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<TaskKey>> ListDueAsync(DateTimeOffset endedBefore, int batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Each time from another one on: a space whose parts cannot be deleted keeps no other waiting for good.
        var spaces = await Task.Run(() => ReadSpacesAsync(cancellationToken), cancellationToken);
        var first = spaces.Count == 0 ? 0 : (int)(Interlocked.Increment(ref _lists) % (uint)spaces.Count);
        foreach (var space in spaces.Skip(first).Concat(spaces.Take(first)))
        {
            foreach (var status in EndedStatuses)
            {
                List<(string At, string Task)> due;
                var after = (At: "", Task: "");
                do
                {
                    var from = after;
                    due = await Task.Run(() => ReadDueAsync(space, status, TimeText.Of(endedBefore), from, batch, cancellationToken), cancellationToken);
                    if (due.Count > 0)
                    {
                        yield return [.. due.Select(task => new TaskKey(new(space), new(task.Task)))];
                        after = due[^1];
                    }
                }
                while (due.Count == batch);
            }
        }
    }

    public async ValueTask<int> MoveAsync(IReadOnlyList<TaskKey> tasks, DateTimeOffset endedBefore, CancellationToken cancellationToken) => tasks.Count == 0 ? 0 : await Task.Run(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand(Move(tasks.Count));
            command.Bind("@before", TimeText.Of(endedBefore));
            for (var task = 0; task < tasks.Count; task++)
            {
                command.Bind($"@space{task}", tasks[task].Space.Value);
                command.Bind($"@task{task}", tasks[task].Task.Value);
            }

            return await command.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    private async Task<List<string>> ReadSpacesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand(Spaces);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var spaces = new List<string>();
        while (await rows.ReadAsync(cancellationToken))
        {
            spaces.Add(rows.GetString(0));
        }

        return spaces;
    }

    private async Task<List<(string At, string Task)>> ReadDueAsync(
        string space, string status, string before, (string At, string Task) after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand(Due);
        command.Bind("@space", space);
        command.Bind("@status", status);
        command.Bind("@before", before);
        command.Bind("@afterTime", after.At);
        command.Bind("@afterTask", after.Task);
        command.Bind("@limit", limit);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<(string, string)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            due.Add((rows.GetString(0), rows.GetString(1)));
        }

        return due;
    }
}
