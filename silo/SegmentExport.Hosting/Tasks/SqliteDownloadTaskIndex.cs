using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tasks;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Tasks;

/// <summary>The list as the embedded database keeps it.</summary>
internal sealed class SqliteDownloadTaskIndex(SqliteDatabase database) : IDownloadTaskIndex
{
    private const int UnfinishedBatch = 500;

    // Hops from name to name over the index: as many steps as there are names, however many tasks.
    private const string SegmentNames = """
        WITH RECURSIVE names (name) AS (
            SELECT min(segment_name) FROM download_task WHERE space_id = @space
            UNION ALL
            SELECT (SELECT min(segment_name) FROM download_task WHERE space_id = @space AND segment_name > names.name) FROM names WHERE names.name IS NOT NULL)
        SELECT name FROM names WHERE name IS NOT NULL;
        """;

    private const string Unfinished =
        "SELECT storage_id, space_id, task_id FROM download_task WHERE needs_work = 1 AND storage_id > @after ORDER BY storage_id LIMIT @limit;";

    public async ValueTask<DownloadTaskRecordPage> ListAsync(
        SpaceId space, UserId? submitter, DownloadTaskQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        await Task.Run(() => List(space, submitter, query, now), cancellationToken);

    public async IAsyncEnumerable<TaskKey> ListUnfinishedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var from = after;
            var batch = await Task.Run(() => ReadUnfinished(from), cancellationToken);
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

    private DownloadTaskRecordPage List(SpaceId space, UserId? submitter, DownloadTaskQuery query, DateTimeOffset now)
    {
        using var connection = database.OpenConnection();
        var names = string.IsNullOrWhiteSpace(query.Search) ? null : FindNames(connection, space, query.Search.Trim());
        var list = new DownloadTaskListQuery(space, submitter, query, names, now);
        if (names is [])
        {
            return new([], null);
        }

        using var command = connection.CreateCommand();
        list.Apply(command);
        using var rows = command.ExecuteReader();
        var items = ImmutableArray.CreateBuilder<(DownloadTaskState, PackagingTotals)>();
        PageCursor last = default;
        while (items.Count < list.Limit && rows.Read())
        {
            var state = JsonSerializer.Deserialize<DownloadTaskState>(rows.GetString(0), StateJson.Options)!;
            items.Add((state, JsonSerializer.Deserialize<PackagingTotals>(rows.GetString(1), StateJson.Options)));
            last = new(rows.GetString(2), rows.GetString(3));
        }

        return new(items.ToImmutable(), rows.Read() ? last.ToString() : null);
    }

    private static List<string> FindNames(SqliteConnection connection, SpaceId space, string search)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SegmentNames;
        command.Parameters.AddWithValue("@space", space.Value);
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
        {
            if (rows.GetString(0).Contains(search, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(rows.GetString(0));
            }
        }

        return found;
    }

    private List<(long Id, TaskKey Key)> ReadUnfinished(long after)
    {
        using var connection = database.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = Unfinished;
        command.Parameters.AddWithValue("@after", after);
        command.Parameters.AddWithValue("@limit", UnfinishedBatch);
        using var rows = command.ExecuteReader();
        var batch = new List<(long, TaskKey)>();
        while (rows.Read())
        {
            batch.Add((rows.GetInt64(0), new(new SpaceId(rows.GetString(1)), new TaskId(rows.GetString(2)))));
        }

        return batch;
    }
}
