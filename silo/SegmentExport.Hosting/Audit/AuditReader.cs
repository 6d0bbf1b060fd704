using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using SegmentExport.Abstractions.Audit;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Audit;

/// <summary>Reads the audit of a space, newest first. SQLite's library blocks under its asynchronous names, so all of it runs off the grains' turns.</summary>
internal sealed class AuditReader(DbDataSource database) : IAuditReader
{
    public async ValueTask<AuditPage> ReadAsync(SpaceId space, AuditQuery query, CancellationToken cancellationToken) =>
        await Task.Run(() => ReadPageAsync(space, query, cancellationToken), cancellationToken);

    private async Task<AuditPage> ReadPageAsync(SpaceId space, AuditQuery query, CancellationToken cancellationToken)
    {
        var cursor = query.Cursor is null ? (AuditCursor?)null : AuditCursor.Parse(query.Cursor);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand($"""
            SELECT audit_id, at, task_id, actor, action, outcome, row_count, fields, container, range, digest, trace_id FROM audit
            WHERE space_id = @space{(query.Task is null ? "" : " AND task_id = @task")}{ActionsIn(query)}{(query.DoneOnly ? " AND outcome = 'ok'" : "")}{(cursor is null ? "" : " AND (at, audit_id) < (@at, @id)")}
            ORDER BY at DESC, audit_id DESC LIMIT @limit;
            """);
        command.Bind("@space", space.Value);
        command.Bind("@limit", query.Limit + 1);
        if (query.Task is { } task)
        {
            command.Bind("@task", task.Value);
        }

        for (var at = 0; !query.Actions.IsDefault && at < query.Actions.Length; at++)
        {
            command.Bind(ActionName(at), query.Actions[at]);
        }

        if (cursor is { } after)
        {
            command.Bind("@at", after.At);
            command.Bind("@id", after.Id);
        }

        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var items = ImmutableArray.CreateBuilder<AuditRecord>();
        while (await rows.ReadAsync(cancellationToken))
        {
            items.Add(ReadRecord(rows));
        }

        var hasMore = items.Count > query.Limit;
        items.Count = Math.Min(items.Count, query.Limit);
        return new() { Items = items.ToImmutable(), NextCursor = hasMore ? new AuditCursor(TimeText.Of(items[^1].At), items[^1].Id).ToString() : null };
    }

    private static string ActionsIn(AuditQuery query) => query.Actions.IsDefaultOrEmpty ? "" : $" AND action IN ({string.Join(", ", Enumerable.Range(0, query.Actions.Length).Select(ActionName))})";

    private static string ActionName(int at) => string.Create(CultureInfo.InvariantCulture, $"@action{at}");

    private static AuditRecord ReadRecord(DbDataReader row)
    {
        var record = ReadCommon(row);
        var (first, second) = (Text(row, 8), Text(row, 9));
        return AuditEntry.IsOfWebhooks(record.Action)
            ? record with { Webhook = first, Delivery = second is null ? null : long.Parse(second, CultureInfo.InvariantCulture) }
            : record with { Container = first, Range = second };
    }

    private static AuditRecord ReadCommon(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        At = DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture),
        Task = Text(row, 2) is { } task ? new TaskId(task) : null,
        Actor = Text(row, 3),
        Action = row.GetString(4),
        Outcome = row.GetString(5),
        Rows = row.IsDBNull(6) ? null : row.GetInt64(6),
        Fields = Text(row, 7) is { } fields ? JsonSerializer.Deserialize<ImmutableArray<string>>(fields) : [],
        Digest = Text(row, 10),
        TraceId = Text(row, 11),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
