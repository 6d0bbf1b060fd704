using System.Data.Common;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>
/// What endpoints are still to be told, in the database: a trigger adds to it in the transaction that changes the task, so that nothing that happened is forgotten, whoever dies when. A delivery is
/// taken for a while; who took it and died gives it back by that while's end.
/// </summary>
internal sealed class WebhookOutbox(DbDataSource database, WebhookSql sql)
{
    private const string Columns = "delivery_id, message_id, endpoint, space_id, task_id, segment_id, event, status, occurred_at, attempts";

    /// <summary>Has the trigger tell these endpoints, and no others. What others were still to be told is dead.</summary>
    /// <param name="endpoints">Ids and spaces.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task SetTargetsAsync(IReadOnlyDictionary<string, string> endpoints, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var known = await TargetsAsync(connection, cancellation);
        foreach (var (endpoint, space) in endpoints.Except(known))
        {
            await ExecuteAsync(
                connection, "INSERT INTO webhook_target (endpoint, space_id) VALUES (@endpoint, @space) ON CONFLICT (endpoint) DO UPDATE SET space_id = excluded.space_id;", cancellation, ("@endpoint", endpoint), ("@space", space));
        }

        foreach (var gone in known.Keys.Except(endpoints.Keys, StringComparer.Ordinal))
        {
            await ExecuteAsync(connection, "DELETE FROM webhook_target WHERE endpoint = @endpoint;", cancellation, ("@endpoint", gone));
            await ExecuteAsync(
                connection, "UPDATE webhook_delivery SET state = 'dead', error = 'is not configured any more', ended_at = @now WHERE endpoint = @endpoint AND state = 'pending';",
                cancellation, ("@endpoint", gone), ("@now", TimeText.Of(now)));
        }
    }

    /// <summary>Takes deliveries of an endpoint that are due.</summary>
    /// <param name="endpoint">The endpoint's id.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">Until when they are taken.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<List<WebhookDelivery>> TakeAsync(string endpoint, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand(
            $"""
            UPDATE webhook_delivery SET due_at = @until, attempts = attempts + 1
            WHERE delivery_id IN (
                SELECT delivery_id FROM webhook_delivery WHERE state = 'pending' AND endpoint = @endpoint AND due_at <= @now
                ORDER BY due_at, delivery_id LIMIT @limit{sql.SkipTaken})
            RETURNING {Columns};
            """);
        command.Bind("@endpoint", endpoint);
        command.Bind("@now", TimeText.Of(now));
        command.Bind("@until", TimeText.Of(until));
        command.Bind("@limit", limit);
        return [.. (await ReadAsync(command, cancellation)).OrderBy(delivery => delivery.Id)];
    }

    /// <summary>It was delivered, or nobody wants it.</summary>
    public Task EndAsync(WebhookDelivery delivery, string state, string? error, DateTimeOffset now, CancellationToken cancellation) => ExecuteAsync(
        "UPDATE webhook_delivery SET state = @state, error = @error, ended_at = @now WHERE delivery_id = @id;",
        cancellation, ("@id", delivery.Id), ("@state", state), ("@error", error), ("@now", TimeText.Of(now)));

    /// <summary>It is to be tried again.</summary>
    public Task PostponeAsync(WebhookDelivery delivery, string error, DateTimeOffset due, CancellationToken cancellation) => ExecuteAsync(
        "UPDATE webhook_delivery SET error = @error, due_at = @due WHERE delivery_id = @id AND state = 'pending';",
        cancellation, ("@id", delivery.Id), ("@error", error), ("@due", TimeText.Of(due)));

    /// <summary>Forgets what has ended long ago.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellation) =>
        ExecuteAsync("DELETE FROM webhook_delivery WHERE ended_at < @before;", cancellation, ("@before", TimeText.Of(before)));

    /// <summary>Has dead deliveries tried anew, with all their tries.</summary>
    /// <param name="id">Which; null: all of the endpoint.</param>
    /// <param name="endpoint">The endpoint; null: any.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many there were.</returns>
    public Task<int> RedeliverAsync(long? id, string? endpoint, CancellationToken cancellation) => ExecuteAsync(
        "UPDATE webhook_delivery SET state = 'pending', due_at = '', attempts = 0, ended_at = NULL WHERE state = 'dead' AND (delivery_id = @id OR (@id < 0 AND endpoint = @endpoint));",
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
            found.Add(new(Read(rows), rows.GetString(10), await rows.IsDBNullAsync(11, cancellation) ? null : rows.GetString(11)));
        }

        return found;
    }

    private static async Task<Dictionary<string, string>> TargetsAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand("SELECT endpoint, space_id FROM webhook_target;");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation))
        {
            known[rows.GetString(0)] = rows.GetString(1);
        }

        return known;
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
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8), row.GetInt32(9));

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
