using System.Data.Common;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>
/// What endpoints are still to be told, in the database: a trigger adds to it in the transaction that changes the task, so that nothing that happened is forgotten, whoever dies when. A delivery is
/// taken for a while; who took it and died gives it back by that while's end.
/// </summary>
internal sealed class WebhookOutbox(DbDataSource database, WebhookSql sql)
{
    private const string Columns = "delivery_id, message_id, endpoint, space_id, task_id, segment_id, event, status, occurred_at, attempts, due_at";

    /// <summary>The condition that some silo's settings still name a delivery's endpoint for its space.</summary>
    public const string IsTarget = "EXISTS (SELECT 1 FROM webhook_target AS target WHERE target.endpoint = webhook_delivery.endpoint AND target.space_id = webhook_delivery.space_id)";

    /// <summary>Has the trigger tell an endpoint of a space, since a silo's settings name it now.</summary>
    public Task RenewAsync(string endpoint, string space, DateTimeOffset now, CancellationToken cancellation) => ExecuteAsync(
        "INSERT INTO webhook_target (endpoint, space_id, seen_at) VALUES (@endpoint, @space, @now) ON CONFLICT (space_id, endpoint) DO UPDATE SET seen_at = excluded.seen_at;",
        cancellation, ("@endpoint", endpoint), ("@space", space), ("@now", TimeText.Of(now)));

    /// <summary>Has the trigger tell endpoints no more that no silo's settings have named since a time. What they were still to be told is dead.</summary>
    /// <returns>Which, and how many deliveries are dead.</returns>
    public async Task<(List<string> Endpoints, int Dead)> RemoveAsync(DateTimeOffset since, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var gone = new List<string>();
        await using (var command = connection.CreateCommand("DELETE FROM webhook_target WHERE seen_at < @since RETURNING endpoint, space_id;"))
        {
            command.Bind("@since", TimeText.Of(since));
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation))
            {
                gone.Add($"{rows.GetString(0)} ({rows.GetString(1)})");
            }
        }

        // All that is for nobody, and so also what a task's change added while its endpoint was removed.
        var dead = await ExecuteAsync(
            connection, $"UPDATE webhook_delivery SET state = 'dead', error = 'is not configured any more', ended_at = @now WHERE state = 'pending' AND NOT {IsTarget};",
            cancellation, ("@now", TimeText.Of(now)));
        await transaction.CommitAsync(cancellation);
        return (gone, dead);
    }

    /// <summary>Takes deliveries of an endpoint that are due. Why they failed before is forgotten: what has an error and is pending waits for its next try, and nobody has taken it.</summary>
    /// <param name="endpoint">The endpoint's id.</param>
    /// <param name="space">The space that it is told of.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">Until when they are taken.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<List<WebhookDelivery>> TakeAsync(string endpoint, string space, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand(
            $"""
            WITH due AS MATERIALIZED (
                SELECT delivery_id FROM webhook_delivery WHERE state = 'pending' AND endpoint = @endpoint AND space_id = @space AND due_at <= @now
                ORDER BY due_at, delivery_id LIMIT @limit{sql.SkipTaken})
            UPDATE webhook_delivery SET due_at = @until, attempts = attempts + 1, error = NULL WHERE delivery_id IN (SELECT delivery_id FROM due)
            RETURNING {Columns};
            """);
        command.Bind("@endpoint", endpoint);
        command.Bind("@space", space);
        command.Bind("@now", TimeText.Of(now));
        command.Bind("@until", TimeText.Of(until));
        command.Bind("@limit", limit);
        return [.. (await ReadAsync(command, cancellation)).OrderBy(delivery => delivery.Id)];
    }

    /// <summary>It was delivered, or nobody wants it.</summary>
    /// <returns>Whether it was still ours to say so: it may have been taken for too long, and be another's by now.</returns>
    public Task<bool> EndAsync(WebhookDelivery taken, string state, string? error, DateTimeOffset now, CancellationToken cancellation) =>
        ChangeAsync(taken, "state = @state, error = @error, ended_at = @now", cancellation, ("@state", state), ("@error", error), ("@now", TimeText.Of(now)));

    /// <summary>It is to be tried again.</summary>
    /// <returns>Whether it was still ours to say so.</returns>
    public Task<bool> PostponeAsync(WebhookDelivery taken, string error, DateTimeOffset due, CancellationToken cancellation) =>
        ChangeAsync(taken, "error = @error, due_at = @due", cancellation, ("@error", error), ("@due", TimeText.Of(due)));

    /// <summary>It was not tried to the end: whoever comes first tries it, and this was no try.</summary>
    /// <returns>Whether it was still ours to say so.</returns>
    public Task<bool> GiveBackAsync(WebhookDelivery taken, CancellationToken cancellation) =>
        ChangeAsync(taken, "due_at = '', attempts = attempts - 1", cancellation);

    /// <summary>Forgets what has ended long ago.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellation) =>
        ExecuteAsync("DELETE FROM webhook_delivery WHERE ended_at < @before;", cancellation, ("@before", TimeText.Of(before)));

    /// <summary>Has dead deliveries tried anew, with all their tries, where there still is whom to tell.</summary>
    /// <param name="id">Which; null: all of the endpoint.</param>
    /// <param name="endpoint">The endpoint; null: any.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many there were.</returns>
    public Task<int> RedeliverAsync(long? id, string? endpoint, CancellationToken cancellation) => ExecuteAsync(
        $"UPDATE webhook_delivery SET state = 'pending', due_at = '', attempts = 0, ended_at = NULL WHERE state = 'dead' AND (delivery_id = @id OR (@id < 0 AND endpoint = @endpoint)) AND {IsTarget};",
        cancellation, ("@id", id ?? -1L), ("@endpoint", endpoint ?? ""));

    /// <summary>The last deliveries, newest first.</summary>
    /// <param name="state"><c>pending</c>, <c>delivered</c> or <c>dead</c>; empty: all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<List<WebhookDeliveryState>> ListAsync(string state, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand(
            $"SELECT {Columns}, state, error FROM webhook_delivery WHERE @state = '' OR state = @state ORDER BY delivery_id DESC LIMIT @limit;");
        command.Bind("@state", state);
        command.Bind("@limit", limit);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<WebhookDeliveryState>();
        while (await rows.ReadAsync(cancellation))
        {
            found.Add(new(Read(rows), rows.GetString(11), await rows.IsDBNullAsync(12, cancellation) ? null : rows.GetString(12)));
        }

        return found;
    }

    private static async Task<List<WebhookDelivery>> ReadAsync(DbCommand command, CancellationToken cancellation)
    {
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<WebhookDelivery>();
        while (await rows.ReadAsync(cancellation))
        {
            found.Add(Read(rows));
        }

        return found;
    }

    private static WebhookDelivery Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8), row.GetInt32(9),
        row.GetString(10));

    private async Task<bool> ChangeAsync(WebhookDelivery taken, string change, CancellationToken cancellation, params (string Name, object? Value)[] values) => await ExecuteAsync(
        $"UPDATE webhook_delivery SET {change} WHERE delivery_id = @id AND state = 'pending' AND due_at = @taken;", cancellation, [.. values, ("@id", taken.Id), ("@taken", taken.DueAt)]) > 0;

    private async Task<int> ExecuteAsync(string text, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ExecuteAsync(connection, text, cancellation, values);
    }

    private static async Task<int> ExecuteAsync(DbConnection connection, string text, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = connection.CreateCommand(text);
        foreach (var (name, value) in values)
        {
            command.Bind(name, value);
        }

        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
