using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.Hosting.Webhooks;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>From a stored change to an endpoint, and what is left when something dies in between.</summary>
public abstract class WebhookTests(DatabaseKind kind) : DatabaseTests(kind)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly FakeTimeProvider _time = new(new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly Receiver _receiver = new();
    private readonly WebhookOptions _options = new() { Attempts = 3 };

    [Fact]
    public async Task Delivery_OfATasksWholeLife_TellsEachEventOnceInOrder()
    {
        var dispatcher = await StartAsync();
        var state = TaskStates.Submitted();
        Database.Store(state);
        Database.Store(state = state.Packed());
        Database.Store(state = state.Approved(TaskStates.Epoch));
        Database.Store(state with { Revision = state.Revision + 1, ExpiredAt = TaskStates.Epoch.AddDays(1) });

        await dispatcher.DispatchAsync(CancellationToken.None);
        await dispatcher.DispatchAsync(CancellationToken.None);

        // Told at once, so in no order that counts; each message has an id of its own.
        Assert.Equal(
            ["download_task.approved", "download_task.completed", "download_task.expired", "download_task.packed", "download_task.submitted"],
            _receiver.Received.Select(message => message.Type).Order(StringComparer.Ordinal));
        Assert.Equal(5, _receiver.Received.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public async Task Message_IsSignedAndHasIdsAlone()
    {
        var dispatcher = await StartAsync();
        var state = TaskStates.Submitted();
        Database.Store(state);

        await dispatcher.DispatchAsync(CancellationToken.None);

        var message = Assert.Single(_receiver.Received);
        Assert.True(WebhookSecret.TryParse(Secret, out var key));
        Assert.Equal(WebhookSignature.Of(message.Id, long.Parse(message.Timestamp, CultureInfo.InvariantCulture), message.Body, [key]), message.Signature);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), message.Timestamp);
        var body = Encoding.UTF8.GetString(message.Body);
        Assert.Contains($"\"data\":{{\"spaceId\":\"retail\",\"taskId\":\"{state.Key.Task.Value}\",\"segmentId\":\"everyone\",\"status\":\"in_approval\"}}", body, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", body, StringComparison.Ordinal);
        Assert.DoesNotContain("A test", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_ThatIsRolledBackOrOfAnotherSpace_IsToldNobody()
    {
        var dispatcher = await StartAsync();
        Database.Store(TaskStates.Submitted(space: "finance"));
        using (var connection = Database.Source.OpenConnection())
        using (var transaction = connection.BeginTransaction())
        {
            Database.Store(connection, TaskStates.Submitted());
            transaction.Rollback();
        }

        await dispatcher.DispatchAsync(CancellationToken.None);

        Assert.Empty(_receiver.Received);
        Assert.Equal(0L, Convert.ToInt64(Database.Scalar("SELECT count(*) FROM webhook_delivery;"), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Delivery_ThatASiloTookAndDiedWith_IsMadeByAnother()
    {
        var dispatcher = await StartAsync();
        Database.Store(TaskStates.Submitted());
        var now = _time.GetUtcNow();
        Assert.Single(await Outbox.TakeAsync("crm", now, now.AddSeconds(45), 8, CancellationToken.None));

        await dispatcher.DispatchAsync(CancellationToken.None);
        var early = _receiver.Received.Count;
        _time.Advance(TimeSpan.FromSeconds(46));
        await dispatcher.DispatchAsync(CancellationToken.None);

        Assert.Equal(0, early);
        Assert.Single(_receiver.Received);
    }

    [Fact]
    public async Task Delivery_ThatFails_IsTriedAgainLaterWithTheSameIdAndBodyUntilItIsDead()
    {
        var dispatcher = await StartAsync();
        Database.Store(TaskStates.Submitted());
        _receiver.Answer = () => new(HttpStatusCode.InternalServerError);

        var seen = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            await dispatcher.DispatchAsync(CancellationToken.None);
            await dispatcher.DispatchAsync(CancellationToken.None);
            seen.Add(_receiver.Received.Count);
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal([1, 2, 3, 3, 3], seen);
        Assert.Single(_receiver.Received.Select(message => message.Id).Distinct());
        Assert.Single(_receiver.Received.Select(message => Convert.ToHexString(message.Body)).Distinct());
        Assert.Equal(3, _receiver.Received.Select(message => message.Timestamp).Distinct().Count());
        var dead = Assert.Single(await Outbox.ListAsync("dead", 10, CancellationToken.None));
        Assert.Equal("answered 500", dead.Error);

        _receiver.Answer = () => new(HttpStatusCode.OK);
        Assert.Equal(1, await Outbox.RedeliverAsync(dead.Delivery.Id, null, CancellationToken.None));
        await dispatcher.DispatchAsync(CancellationToken.None);

        Assert.Equal(4, _receiver.Received.Count);
        Assert.Single(await Outbox.ListAsync("delivered", 10, CancellationToken.None));
    }

    [Fact]
    public async Task Delivery_ToAnEndpointThatIsGone_IsDeadAtOnce()
    {
        var dispatcher = await StartAsync();
        Database.Store(TaskStates.Submitted());
        _receiver.Answer = () => new(HttpStatusCode.Gone);

        await dispatcher.DispatchAsync(CancellationToken.None);

        Assert.Single(await Outbox.ListAsync("dead", 10, CancellationToken.None));
    }

    [Fact]
    public async Task Event_ThatAnEndpointDoesNotWant_IsNotSent()
    {
        var dispatcher = await StartAsync(WebhookEvents.Completed);
        var state = TaskStates.Submitted();
        Database.Store(state);
        Database.Store(state.Packed().Approved(TaskStates.Epoch));

        await dispatcher.DispatchAsync(CancellationToken.None);

        Assert.Equal(["download_task.completed"], _receiver.Received.Select(message => message.Type));
    }

    [Fact]
    public async Task Endpoint_ThatIsTakenOutOfTheSettings_IsToldNothingMore()
    {
        await StartAsync();
        Database.Store(TaskStates.Submitted());

        await Outbox.SetTargetsAsync(new Dictionary<string, string>(), _time.GetUtcNow(), CancellationToken.None);
        Database.Store(TaskStates.Submitted());

        Assert.Equal("is not configured any more", Assert.Single(await Outbox.ListAsync("", 10, CancellationToken.None)).Error);
    }

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _receiver.Dispose();
        return base.DisposeAsync();
    }

    private WebhookOutbox Outbox => new(Database.Source, Kind == DatabaseKind.Sqlite ? WebhookSql.Sqlite : WebhookSql.Postgres);

    private async Task<WebhookDispatcher> StartAsync(params IEnumerable<string> events)
    {
        var endpoint = new WebhookEndpointOptions { Space = "retail", Url = new("https://crm.example/hooks") };
        endpoint.Secrets.Add(Secret);
        endpoint.Events.AddRange(events);
        _options.Endpoints["crm"] = endpoint;
        await Outbox.SetTargetsAsync(new Dictionary<string, string> { ["crm"] = "retail" }, _time.GetUtcNow(), CancellationToken.None);
        return new(Outbox, new(new HttpClient(_receiver), _time), Options.Create(_options), _time, NullLogger<WebhookDispatcher>.Instance);
    }
}

public sealed class SqliteWebhookTests() : WebhookTests(DatabaseKind.Sqlite);

public sealed class PostgresWebhookTests() : WebhookTests(DatabaseKind.Postgres);
