using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using SegmentExport.Abstractions.Webhooks;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Names;
using SegmentExport.Grains.Webhooks;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>The outbox as approvers and operators see it, space by space. SQLite's library blocks under its asynchronous names, so all of it runs off the grains' turns.</summary>
internal sealed class WebhookDeliveries(DbDataSource database) : IWebhookDeliveries
{
    private const string Columns = "delivery_id, message_id, endpoint, event, task_id, occurred_at, state, attempts, due_at, ended_at, error";

    public async ValueTask<WebhookEndpointList> ListEndpointsAsync(SpaceId space, CancellationToken cancellationToken)
    {
        // That what is pending or dead is not delivered has to be said: by it SQLite finds the index of those alone.
        var items = await QueryAsync(
            """
            SELECT target.endpoint, target.seen_at,
                (SELECT count(*) FROM webhook_delivery AS waiting WHERE waiting.space_id = target.space_id AND waiting.endpoint = target.endpoint AND waiting.state = 'pending' AND waiting.state <> 'delivered'),
                (SELECT count(*) FROM webhook_delivery AS waiting WHERE waiting.space_id = target.space_id AND waiting.endpoint = target.endpoint AND waiting.state = 'dead' AND waiting.state <> 'delivered')
            FROM webhook_target AS target WHERE target.space_id = @space ORDER BY target.endpoint;
            """,
            row => new WebhookEndpointView(row.GetString(0), Time(row.GetString(1)), row.GetInt64(2), row.GetInt64(3)), cancellationToken, ("@space", space.Value));
        return new([.. items]);
    }

    public async ValueTask<WebhookDeliveryPage> ReadAsync(SpaceId space, WebhookDeliveryQuery query, CancellationToken cancellationToken)
    {
        var before = query.Cursor is null ? long.MaxValue : WebhookCursor.Parse(query.Cursor);
        var items = await QueryAsync(
            $"""
            SELECT {Columns} FROM webhook_delivery
            WHERE space_id = @space AND delivery_id < @before AND (@state = '' OR state = @state) AND (@endpoint = '' OR endpoint = @endpoint)
            ORDER BY delivery_id DESC LIMIT @limit;
            """,
            ReadDelivery, cancellationToken, ("@space", space.Value), ("@before", before), ("@state", query.Status is { } status ? ApiNames.Of(status) : ""), ("@endpoint", query.Endpoint ?? ""),
            ("@limit", query.Limit + 1));
        return new() { Items = [.. items.Take(query.Limit)], NextCursor = items.Count > query.Limit ? WebhookCursor.Of(items[query.Limit - 1].Id) : null };
    }

    public async ValueTask<(WebhookDeliveryView Delivery, bool IsNamed)?> FindAsync(SpaceId space, long delivery, CancellationToken cancellationToken)
    {
        var found = await QueryAsync(
            $"SELECT {Columns}, CASE WHEN {WebhookOutbox.IsTarget} THEN 1 ELSE 0 END FROM webhook_delivery WHERE space_id = @space AND delivery_id = @id;",
            row => (ReadDelivery(row), row.GetInt32(11) == 1), cancellationToken, ("@space", space.Value), ("@id", delivery));
        return found is [var only] ? only : null;
    }

    public async ValueTask<WebhookDeliveryView?> RedeliverAsync(SpaceId space, long delivery, CancellationToken cancellationToken) => (await QueryAsync(
        $"""
        UPDATE webhook_delivery SET state = 'pending', due_at = '', attempts = 0, ended_at = NULL
        WHERE space_id = @space AND delivery_id = @id AND state = 'dead' AND {WebhookOutbox.IsTarget} RETURNING {Columns};
        """,
        ReadDelivery, cancellationToken, ("@space", space.Value), ("@id", delivery))).SingleOrDefault();

    public ValueTask<WebhookDeliveryView?> AddTestAsync(SpaceId space, string endpoint, DateTimeOffset now, CancellationToken cancellationToken) => new(Task.Run(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            (string, object?)[] target = [("@space", space.Value), ("@endpoint", endpoint)];

            // Who changes the endpoint's row has it until the end: tests of it come one after the other, and each sees the one before.
            await QueryAsync(connection, "UPDATE webhook_target SET seen_at = seen_at WHERE space_id = @space AND endpoint = @endpoint RETURNING endpoint;", row => row.GetString(0), cancellationToken, target);
            // One that failed waits for its next try no longer: whoever asks may have mended the endpoint. One without an error is due, or being tried: who tries it has it only while its time stays as they set it.
            var tests = await QueryAsync(
                connection,
                $"""
                UPDATE webhook_delivery SET due_at = CASE WHEN error IS NULL THEN due_at ELSE '' END
                WHERE endpoint = @endpoint AND space_id = @space AND state = 'pending' AND event = '{WebhookEvents.Test}' RETURNING {Columns};
                """,
                ReadDelivery, cancellationToken, target);
            tests = tests.Count > 0 ? tests : await QueryAsync(
                connection,
                $"""
                INSERT INTO webhook_delivery (message_id, endpoint, space_id, task_id, segment_id, event, status, occurred_at)
                SELECT @message, endpoint, space_id, '', '', '{WebhookEvents.Test}', '', @now FROM webhook_target WHERE space_id = @space AND endpoint = @endpoint RETURNING {Columns};
                """,
                ReadDelivery, cancellationToken,
                [.. target, ("@message", $"msg_{RandomNumberGenerator.GetHexString(32, lowercase: true)}"), ("@now", TimeText.Of(now))]);
            await transaction.CommitAsync(cancellationToken);
            return tests.MinBy(test => test.Id);
        },
        cancellationToken));

    private static WebhookDeliveryView ReadDelivery(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        MessageId = row.GetString(1),
        Endpoint = row.GetString(2),
        Event = row.GetString(3),
        Task = row.GetString(4) is { Length: > 0 } task ? new TaskId(task) : null,
        OccurredAt = Time(row.GetString(5)),
        Status = ApiNames.TryParse<WebhookDeliveryStatus>(row.GetString(6), out var status) ? status : throw new InvalidDataException($"A delivery is in no state that there is: '{row.GetString(6)}'."),
        Attempts = row.GetInt32(7),
        DueAt = status == WebhookDeliveryStatus.Pending && row.GetString(8) is { Length: > 0 } due ? Time(due) : null,
        EndedAt = row.IsDBNull(9) ? null : Time(row.GetString(9)),
        Error = row.IsDBNull(10) ? null : row.GetString(10),
    };

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private Task<List<T>> QueryAsync<T>(string text, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] values) => Task.Run(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            return await QueryAsync(connection, text, read, cancellationToken, values);
        },
        cancellationToken);

    private static async Task<List<T>> QueryAsync<T>(DbConnection connection, string text, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        await using var command = connection.CreateCommand(text);
        foreach (var (name, value) in values)
        {
            command.Bind(name, value);
        }

        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(read(rows));
        }

        return found;
    }
}
