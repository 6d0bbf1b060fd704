using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tasks;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Tasks;

/// <summary>The list as the database keeps it. SQLite's library blocks under its asynchronous names, so all of it runs off the grains' turns.</summary>
internal sealed class DownloadTaskIndex(DbDataSource database, ListSql sql) : IDownloadTaskIndex
{
    private const int UnfinishedBatch = 500;

    private static readonly DownloadTaskStatus[] LiveStatuses = [DownloadTaskStatus.InApproval, DownloadTaskStatus.Preparing, DownloadTaskStatus.Completed];

    // Hops from name to name over the index: as many steps as there are names, however many tasks.
    internal static string SegmentNames(string table) => $"""
        WITH RECURSIVE names (name) AS (
            SELECT min(segment_name) FROM {table} WHERE space_id = @space
            UNION ALL
            SELECT (SELECT min(segment_name) FROM {table} WHERE space_id = @space AND segment_name > names.name) FROM names WHERE names.name IS NOT NULL)
        SELECT name FROM names WHERE name IS NOT NULL;
        """;

    internal const string Unfinished =
        "SELECT storage_id, space_id, task_id FROM download_task WHERE needs_work = 1 AND storage_id > @after ORDER BY storage_id LIMIT @limit;";

    internal const string Live =
        "SELECT stored_status, count(*), min(submitted_at) FROM download_task WHERE stored_status IN ('in_approval', 'preparing', 'completed') GROUP BY stored_status;";

    // The few tasks that are worked on.
    internal const string OldestWaiting =
        "SELECT space_id, task_id, submitted_at FROM download_task WHERE needs_work = 1 AND packaging IN ('waiting', 'running') ORDER BY submitted_at LIMIT 1;";

    internal const string Failures =
        "SELECT failure_code, count(*), max(ended_at) FROM download_task WHERE failure_code IS NOT NULL AND ended_at >= @since GROUP BY failure_code ORDER BY count(*) DESC, failure_code;";

    /// <summary>The tasks among so many that exist and whose parts are not recorded as deleted.</summary>
    internal static string Owners(int count) =>
        $"""
        SELECT space_id, task_id FROM download_task WHERE summary ->> 'partsDeletedAt' IS NULL
        AND (space_id, task_id) IN (VALUES {string.Join(", ", Enumerable.Range(0, count).Select(task => $"(@space{task}, @task{task})"))});
        """;

    public async ValueTask<DownloadTaskRecordPage> ListAsync(
        SpaceId space, UserId? submitter, DownloadTaskQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        await Task.Run(() => ReadPageAsync(space, submitter, query, now, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<TaskKey> ListUnfinishedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var from = after;
            var batch = await Task.Run(() => ReadUnfinishedAsync(from, cancellationToken), cancellationToken);
            foreach (var (id, key) in batch)
            {
                yield return key;
                after = id;
            }

            if (batch.Count < UnfinishedBatch)
            {
                yield break;
            }
        }
    }

    public async ValueTask<ImmutableArray<LiveTasks>> CountLiveAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counted = await Task.Run(() => ReadLiveAsync(now, cancellationToken), cancellationToken);
        return [.. LiveStatuses.Select(status => counted.Find(tasks => tasks.Status == status) ?? new(status, 0, TimeSpan.Zero))];
    }

    public async ValueTask<WaitingTask?> FindOldestWaitingAsync(CancellationToken cancellationToken) => await Task.Run(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand(OldestWaiting);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            return await rows.ReadAsync(cancellationToken)
                ? new WaitingTask(new(new SpaceId(rows.GetString(0)), new TaskId(rows.GetString(1))), DateTimeOffset.Parse(rows.GetString(2), CultureInfo.InvariantCulture))
                : null;
        },
        cancellationToken);

    public async ValueTask<ImmutableArray<FailureCount>> CountFailuresAsync(DateTimeOffset since, CancellationToken cancellationToken) => await Task.Run(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand(Failures);
            command.Bind("@since", TimeText.Of(since));
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var failures = ImmutableArray.CreateBuilder<FailureCount>();
            while (await rows.ReadAsync(cancellationToken))
            {
                failures.Add(new(rows.GetString(0), rows.GetInt64(1), DateTimeOffset.Parse(rows.GetString(2), CultureInfo.InvariantCulture)));
            }

            return failures.ToImmutable();
        },
        cancellationToken);

    public async ValueTask<IReadOnlySet<TaskKey>> FindOwnersAsync(IReadOnlyList<TaskKey> tasks, CancellationToken cancellationToken) =>
        tasks.Count == 0 ? new HashSet<TaskKey>() : await Task.Run(() => ReadOwnersAsync(tasks, cancellationToken), cancellationToken);

    private async Task<DownloadTaskRecordPage> ReadPageAsync(
        SpaceId space, UserId? submitter, DownloadTaskQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var names = string.IsNullOrWhiteSpace(query.Search) ? null : await FindNamesAsync(connection, space, query, cancellationToken);
        var list = new DownloadTaskListQuery(sql, space, submitter, query, names, now);
        if (names is [])
        {
            return new([], null);
        }

        await using var command = connection.CreateCommand();
        list.Apply(command);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var items = ImmutableArray.CreateBuilder<(DownloadTaskState, PackagingTotals)>();
        PageCursor last = default;
        while (items.Count < list.Limit && await rows.ReadAsync(cancellationToken))
        {
            var state = JsonSerializer.Deserialize<DownloadTaskState>(rows.GetString(0), StateJson.Options)!;
            items.Add((state, JsonSerializer.Deserialize<PackagingTotals>(rows.GetString(1), StateJson.Options)));
            last = new(rows.GetString(2), rows.GetString(3));
        }

        return new(items.ToImmutable(), await rows.ReadAsync(cancellationToken) ? last.ToString() : null);
    }

    private static async Task<List<string>> FindNamesAsync(DbConnection connection, SpaceId space, DownloadTaskQuery query, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(SegmentNames(DownloadTaskListQuery.TableOf(query)));
        command.Bind("@space", space.Value);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var (search, found) = (query.Search!.Trim(), new List<string>());
        while (await rows.ReadAsync(cancellationToken))
        {
            if (rows.GetString(0).Contains(search, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(rows.GetString(0));
            }
        }

        return found;
    }

    private async Task<List<(long Id, TaskKey Key)>> ReadUnfinishedAsync(long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand(Unfinished);
        command.Bind("@after", after);
        command.Bind("@limit", UnfinishedBatch);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var batch = new List<(long, TaskKey)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            batch.Add((rows.GetInt64(0), new(new SpaceId(rows.GetString(1)), new TaskId(rows.GetString(2)))));
        }

        return batch;
    }

    private async Task<List<LiveTasks>> ReadLiveAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand(Live);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var counted = new List<LiveTasks>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var status = LiveStatuses.First(status => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()) == rows.GetString(0));
            counted.Add(new(status, rows.GetInt64(1), now - DateTimeOffset.Parse(rows.GetString(2), CultureInfo.InvariantCulture)));
        }

        return counted;
    }

    private async Task<HashSet<TaskKey>> ReadOwnersAsync(IReadOnlyList<TaskKey> tasks, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand(Owners(tasks.Count));
        for (var task = 0; task < tasks.Count; task++)
        {
            command.Bind($"@space{task}", tasks[task].Space.Value);
            command.Bind($"@task{task}", tasks[task].Task.Value);
        }

        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var owners = new HashSet<TaskKey>();
        while (await rows.ReadAsync(cancellationToken))
        {
            owners.Add(new(new SpaceId(rows.GetString(0)), new TaskId(rows.GetString(1))));
        }

        return owners;
    }
}
