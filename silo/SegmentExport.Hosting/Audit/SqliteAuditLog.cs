using System.Data.Common;
using System.Text.Json;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Audit;

/// <summary>The audit in the embedded database: one row, one synced commit.</summary>
internal sealed class SqliteAuditLog(SqliteDatabase database) : IAuditLog
{
    private const string Insert = """
        INSERT INTO audit (at, space_id, task_id, actor, action, outcome, row_count, fields, container, range, trace_id)
        VALUES (@at, @space, @task, @actor, @action, @outcome, @rows, @fields, @container, @range, @trace);
        """;

    public async ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            // Off the grain's turn: the library blocks while the disk syncs.
            await Task.Run(() => Append(entry), cancellationToken);
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new AuditUnavailableException(fault);
        }
    }

    private void Append(AuditEntry entry)
    {
        using var connection = database.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = Insert;
        command.Parameters.AddWithValue("@at", TimeText.Of(entry.At));
        command.Parameters.AddWithValue("@space", entry.Space.Value);
        command.Parameters.AddWithValue("@task", (object?)entry.Task?.Value ?? DBNull.Value);
        command.Parameters.AddWithValue("@actor", (object?)entry.Actor?.Value ?? DBNull.Value);
        command.Parameters.AddWithValue("@action", entry.Action);
        command.Parameters.AddWithValue("@outcome", entry.Outcome);
        command.Parameters.AddWithValue("@rows", entry.Rows is { } rows ? rows : DBNull.Value);
        command.Parameters.AddWithValue("@fields", entry.Fields.IsDefaultOrEmpty ? DBNull.Value : JsonSerializer.Serialize(entry.Fields.Select(field => field.Value)));
        command.Parameters.AddWithValue("@container", (object?)entry.Container ?? DBNull.Value);
        command.Parameters.AddWithValue("@range", (object?)entry.Range ?? DBNull.Value);
        command.Parameters.AddWithValue("@trace", (object?)entry.TraceId ?? DBNull.Value);
        command.ExecuteNonQuery();
    }
}
