using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Events;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Tasks;

/// <summary>The changes as the database counts them. SQLite's library blocks under its asynchronous names, so all of it runs off the grains' turns.</summary>
internal sealed class DownloadTaskChanges(DbDataSource database, ListSql sql) : IDownloadTaskChanges
{
    private readonly string _mark = Mark(sql);

    private const string Columns = "SELECT summary, change_sequence FROM download_task WHERE space_id = @space";

    private readonly string _committed = $" AND change_sequence > @sequence{sql.IsFinal} ORDER BY change_sequence LIMIT @limit;";

    private const string Expired =
        " AND expires_at IS NOT NULL AND stored_status <> 'closed' AND (expires_at, task_id) > (@time, @task) AND expires_at <= @now ORDER BY expires_at, task_id LIMIT @limit;";

    /// <summary>Where the changes of a space are: two seeks, however many tasks there are.</summary>
    internal static string Mark(ListSql sql) => $"""
        SELECT {sql.LastChange},
               (SELECT expires_at FROM download_task WHERE space_id = @space AND expires_at <= @now AND expires_at IS NOT NULL AND stored_status <> 'closed' ORDER BY expires_at DESC LIMIT 1);
        """;

    public async ValueTask<ChangeMark> ReadMarkAsync(SpaceId space, DateTimeOffset now, CancellationToken cancellationToken) => await Task.Run(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand(_mark);
            command.Bind("@space", space.Value);
            command.Bind("@now", TimeText.Of(now));
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            await rows.ReadAsync(cancellationToken);
            return new ChangeMark(rows.GetInt64(0), await rows.IsDBNullAsync(1, cancellationToken) ? null : DateTimeOffset.Parse(rows.GetString(1)), now);
        },
        cancellationToken);

    public async ValueTask<ImmutableArray<ChangedTask>> ReadCommittedAsync(
        SpaceId space, UserId? submitter, ChangePosition after, int limit, CancellationToken cancellationToken) =>
        await ReadAsync(_committed, space, submitter, limit, command => command.Bind("@sequence", after.Sequence), cancellationToken);

    public async ValueTask<ImmutableArray<ChangedTask>> ReadExpiredAsync(
        SpaceId space, UserId? submitter, ChangePosition after, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await ReadAsync(
            Expired,
            space,
            submitter,
            limit,
            command =>
            {
                command.Bind("@time", TimeText.Of(after.Time));
                command.Bind("@task", after.Task);
                command.Bind("@now", TimeText.Of(now));
            },
            cancellationToken);

    /// <summary>The statement that reads tasks.</summary>
    private static string Text(string conditions, bool isOfOne) => Columns + (isOfOne ? " AND submitter = @submitter" : "") + conditions;

    private async Task<ImmutableArray<ChangedTask>> ReadAsync(
        string conditions, SpaceId space, UserId? submitter, int limit, Action<DbCommand> bind, CancellationToken cancellationToken) => await Task.Run(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand(Text(conditions, submitter is not null));
            command.Bind("@space", space.Value);
            command.Bind("@limit", limit);
            if (submitter is { } user)
            {
                command.Bind("@submitter", user.Value);
            }

            bind(command);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var tasks = ImmutableArray.CreateBuilder<ChangedTask>();
            while (await rows.ReadAsync(cancellationToken))
            {
                tasks.Add(Create(rows.GetString(0), rows.GetInt64(1)));
            }

            return tasks.ToImmutable();
        },
        cancellationToken);

    private static ChangedTask Create(string summary, long sequence)
    {
        using var json = JsonDocument.Parse(summary);
        var totals = json.RootElement.GetProperty("packaging").GetProperty("totals").Deserialize<PackagingTotals>(StateJson.Options);
        return new(json.RootElement.Deserialize<DownloadTaskState>(StateJson.Options)!, totals, sequence);
    }
}
