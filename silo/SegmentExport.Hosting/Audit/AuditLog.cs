using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Audit;

/// <summary>The audit in the database: one row, one synced commit.</summary>
internal sealed class AuditLog(DbDataSource database) : IAuditLog
{
    private const string Insert = """
        INSERT INTO audit (at, space_id, task_id, actor, action, outcome, row_count, fields, container, range, trace_id, digest)
        VALUES (@at, @space, @task, @actor, @action, @outcome, @rows, @fields, @container, @range, @trace, @digest);
        """;

    public async ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            // Off the grain's turn: SQLite's library blocks while the disk syncs.
            await Task.Run(() => InsertAsync(entry, cancellationToken), cancellationToken);
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException or InvalidOperationException or TimeoutException)
        {
            throw new AuditUnavailableException(fault);
        }
    }

    private async Task InsertAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand(Insert);
        command.Bind("@at", TimeText.Of(entry.At));
        command.Bind("@space", entry.Space.Value);
        command.Bind("@task", entry.Task?.Value);
        command.Bind("@actor", entry.Actor?.Value);
        command.Bind("@action", entry.Action);
        command.Bind("@outcome", entry.Outcome);
        command.Bind("@rows", entry.Rows);
        command.Bind("@fields", entry.Fields.IsDefaultOrEmpty ? null : JsonSerializer.Serialize(entry.Fields.Select(field => field.Value)));

        // What a webhook's row is about stands where a download's row has its container and its range: seals cover these columns as they are, also those of a silo of an earlier version, which would leave out new ones.
        command.Bind("@container", entry.Container ?? entry.Webhook);
        command.Bind("@range", entry.Range ?? entry.Delivery?.ToString(CultureInfo.InvariantCulture));
        command.Bind("@trace", entry.TraceId);
        command.Bind("@digest", entry.Digest);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
