using System.Runtime.CompilerServices;
using Npgsql;
using SegmentExport.Domain.Identity;
using SegmentExport.Hosting.Keys;

namespace SegmentExport.Hosting.Database.Postgres;

/// <summary>A cluster's: one row a task, in a table that backups leave out.</summary>
internal sealed class PostgresArtifactKeyStore(NpgsqlDataSource database) : IArtifactKeyStore
{
    private const int Batch = 500;

    private const string Add = """
        WITH added AS (
            INSERT INTO artifact_key (space_id, task_id, wrapped_by, wrapped) VALUES (@space, @task, @by, @bytes) ON CONFLICT DO NOTHING RETURNING wrapped_by, wrapped)
        SELECT wrapped_by, wrapped FROM added
        UNION ALL SELECT wrapped_by, wrapped FROM artifact_key WHERE space_id = @space AND task_id = @task LIMIT 1;
        """;

    private const string Find = "SELECT wrapped_by, wrapped FROM artifact_key WHERE space_id = @space AND task_id = @task;";

    private const string Destroy = "DELETE FROM artifact_key WHERE space_id = @space AND task_id = @task;";

    private const string List = """
        SELECT space_id, task_id, wrapped_by, wrapped FROM artifact_key
        WHERE (space_id, task_id) > (@space, @task) AND wrapped_by <> @by ORDER BY space_id, task_id LIMIT @limit;
        """;

    private const string Replace =
        "UPDATE artifact_key SET wrapped_by = @by, wrapped = @bytes WHERE space_id = @space AND task_id = @task AND wrapped_by = @oldBy AND wrapped = @oldBytes;";

    public async ValueTask<WrappedKey> AddAsync(TaskKey task, WrappedKey key, CancellationToken cancellationToken)
    {
        await using var command = Create(Add, task);
        command.Bind("@by", key.WrappedBy);
        command.Bind("@bytes", key.Bytes);

        // One that was added at the same time is not seen by the statement that waited for it.
        return await ReadAsync(command, cancellationToken)
            ?? await FindAsync(task, cancellationToken)
            ?? throw new TimeoutException("The key was destroyed meanwhile.");
    }

    public async ValueTask<WrappedKey?> FindAsync(TaskKey task, CancellationToken cancellationToken)
    {
        await using var command = Create(Find, task);
        return await ReadAsync(command, cancellationToken);
    }

    public async ValueTask DestroyAsync(TaskKey task, CancellationToken cancellationToken)
    {
        await using var command = Create(Destroy, task);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async IAsyncEnumerable<(TaskKey Task, WrappedKey Key)> ListAsync(string exceptWrappedBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(TaskKey Task, WrappedKey Key)> page = [(default, new("", ""))];
        for (var after = ("", ""); page.Count > 0; after = page is [.., var (last, _)] ? (last.Space.Value, last.Task.Value) : after)
        {
            page = await ReadPageAsync(after, exceptWrappedBy, cancellationToken);
            foreach (var item in page)
            {
                yield return item;
            }
        }
    }

    public async ValueTask<bool> ReplaceAsync(TaskKey task, WrappedKey old, WrappedKey key, CancellationToken cancellationToken)
    {
        await using var command = Create(Replace, task);
        command.Bind("@by", key.WrappedBy);
        command.Bind("@bytes", key.Bytes);
        command.Bind("@oldBy", old.WrappedBy);
        command.Bind("@oldBytes", old.Bytes);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private async Task<List<(TaskKey Task, WrappedKey Key)>> ReadPageAsync((string Space, string Task) after, string exceptWrappedBy, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(List);
        command.Bind("@space", after.Space);
        command.Bind("@task", after.Task);
        command.Bind("@by", exceptWrappedBy);
        command.Bind("@limit", Batch);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<(TaskKey, WrappedKey)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            page.Add((new(new(rows.GetString(0)), new(rows.GetString(1))), new(rows.GetString(2), rows.GetString(3))));
        }

        return page;
    }

    private NpgsqlCommand Create(string sql, TaskKey task)
    {
        var command = database.CreateCommand(sql);
        command.Bind("@space", task.Space.Value);
        command.Bind("@task", task.Task.Value);
        return command;
    }

    private static async Task<WrappedKey?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? new(rows.GetString(0), rows.GetString(1)) : null;
    }
}
