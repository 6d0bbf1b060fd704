using System.Globalization;
using System.Net;
using System.Text;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.Hosting.Webhooks;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>From a stored change to an endpoint, and what is left when something dies in between.</summary>
public abstract class WebhookTests(DatabaseKind kind) : WebhookDatabaseTests(kind)
{
    [Fact]
    public async Task Delivery_OfATasksWholeLife_TellsEachEventOnceInOrder()
    {
        var dispatcher = await StartAsync();
        var state = TaskStates.Submitted();
        Database.Store(state);
        Database.Store(state = state.Packed());
        Database.Store(state = state.Approved(TaskStates.Epoch));
        Database.Store(state with { Revision = state.Revision + 1, ExpiredAt = TaskStates.Epoch.AddDays(1) });

        await DispatchAsync(dispatcher);
        await DispatchAsync(dispatcher);

        // Told at once, so in no order that counts; each message has an id of its own.
        Assert.Equal(
            ["download_task.approved", "download_task.completed", "download_task.expired", "download_task.packed", "download_task.submitted"],
            Receiver.Received.Select(message => message.Type).Order(StringComparer.Ordinal));
        Assert.Equal(5, Receiver.Received.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public async Task Message_IsSignedAndHasIdsAlone()
    {
        var dispatcher = await StartAsync();
        var state = TaskStates.Submitted();
        Database.Store(state);

        await DispatchAsync(dispatcher);

        var message = Assert.Single(Receiver.Received);
        Assert.True(WebhookSecret.TryParse(Secret, out var key));
        Assert.Equal(WebhookSignature.Of(message.Id, long.Parse(message.Timestamp, CultureInfo.InvariantCulture), message.Body, [key]), message.Signature);
        Assert.Equal(Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), message.Timestamp);
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

        await DispatchAsync(dispatcher);

        Assert.Empty(Receiver.Received);
        Assert.Equal(0, CountDeliveries());
    }

    [Fact]
    public async Task Delivery_ThatASiloTookAndDiedWith_IsMadeByAnother()
    {
        var dispatcher = await StartAsync();
        Database.Store(TaskStates.Submitted());
        var now = Time.GetUtcNow();
        Assert.Single(await Outbox.TakeAsync("crm", "retail", now, now.AddSeconds(45), 8, CancellationToken.None));

        await DispatchAsync(dispatcher);
        var early = Receiver.Received.Count;
        Time.Advance(TimeSpan.FromSeconds(46));
        await DispatchAsync(dispatcher);

        Assert.Equal(0, early);
        Assert.Single(Receiver.Received);
    }

    [Fact]
    public async Task Delivery_ThatFails_IsTriedAgainLaterWithTheSameIdAndBodyUntilItIsDead()
    {
        var dispatcher = await StartAsync();
        Database.Store(TaskStates.Submitted());
        Receiver.Answer = () => new(HttpStatusCode.InternalServerError);

        var seen = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            await DispatchAsync(dispatcher);
            await DispatchAsync(dispatcher);
            seen.Add(Receiver.Received.Count);
            Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal([1, 2, 3, 3, 3], seen);
        Assert.Single(Receiver.Received.Select(message => message.Id).Distinct());
        Assert.Single(Receiver.Received.Select(message => Convert.ToHexString(message.Body)).Distinct());
        Assert.Equal(3, Receiver.Received.Select(message => message.Timestamp).Distinct().Count());
        var dead = Assert.Single(await ListAsync("dead"));
        Assert.Equal("answered 500", dead.Error);

        Receiver.Answer = () => new(HttpStatusCode.OK);
        Assert.Equal(1, await Outbox.RedeliverAsync(dead.Delivery.Id, null, CancellationToken.None));
        await DispatchAsync(dispatcher);

        Assert.Equal(4, Receiver.Received.Count);
        Assert.Single(await ListAsync("delivered"));
    }

    [Fact]
    public async Task Delivery_ToAnEndpointThatIsGone_IsDeadAtOnce()
    {
        var dispatcher = await StartAsync();
        Database.Store(TaskStates.Submitted());
        Receiver.Answer = () => new(HttpStatusCode.Gone);

        await DispatchAsync(dispatcher);

        Assert.Single(await ListAsync("dead"));
    }

    [Fact]
    public async Task Event_ThatAnEndpointDoesNotWant_IsNotSent()
    {
        var dispatcher = await StartAsync(WebhookEvents.Completed);
        var state = TaskStates.Submitted();
        Database.Store(state);
        Database.Store(state.Packed().Approved(TaskStates.Epoch));

        await DispatchAsync(dispatcher);

        Assert.Equal(["download_task.completed"], Receiver.Received.Select(message => message.Type));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Endpoint_ThatSaysWhen_IsAskedNoEarlier(bool isDate)
    {
        var dispatcher = await StartAsync();
        Database.Store(TaskStates.Submitted());
        Receiver.Answer = () =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter = isDate ? new(Time.GetUtcNow().AddHours(1)) : new(TimeSpan.FromHours(1));
            return answer;
        };

        await DispatchAsync(dispatcher);
        Time.Advance(TimeSpan.FromMinutes(59));
        await DispatchAsync(dispatcher);
        var early = Receiver.Received.Count;
        Time.Advance(TimeSpan.FromMinutes(2));
        await DispatchAsync(dispatcher);

        Assert.Equal(1, early);
        Assert.Equal(2, Receiver.Received.Count);
    }

    private static Task DispatchAsync(WebhookDispatcher dispatcher) => dispatcher.DispatchAsync("crm", CancellationToken.None);
}

public sealed class SqliteWebhookTests() : WebhookTests(DatabaseKind.Sqlite);

public sealed class PostgresWebhookTests() : WebhookTests(DatabaseKind.Postgres);
