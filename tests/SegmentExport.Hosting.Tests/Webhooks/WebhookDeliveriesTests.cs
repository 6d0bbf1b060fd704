using System.Net;
using System.Text;
using SegmentExport.Abstractions.Webhooks;
using SegmentExport.Domain.Identity;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.Hosting.Webhooks;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>The outbox as approvers and operators see it.</summary>
public abstract class WebhookDeliveriesTests(DatabaseKind kind) : WebhookDatabaseTests(kind)
{
    private static readonly SpaceId Retail = new("retail");

    private WebhookDeliveries Deliveries => new(Database.Source);

    [Fact]
    public async Task List_OfASpace_IsItsOwnPageByPage()
    {
        Options.Endpoints["books"] = new() { Space = "finance", Url = new("https://books.example/hooks") };
        await StartAsync();
        for (var task = 0; task < 5; task++)
        {
            Database.Store(TaskStates.Submitted());
            Database.Store(TaskStates.Submitted(space: "finance"));
        }

        var (seen, cursor) = (new List<WebhookDeliveryView>(), (string?)null);
        do
        {
            var page = await ReadAsync(new() { Limit = 2, Cursor = cursor });
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.Select(item => item.Id).OrderDescending(), seen.Select(item => item.Id).Distinct());
        Assert.All(seen, item => Assert.Equal(("crm", "download_task.submitted", WebhookDeliveryStatus.Pending), (item.Endpoint, item.Event, item.Status)));
        Assert.Equal(5, (await ReadAsync(new() { Limit = 5 })).Items.Length);
        Assert.Null((await ReadAsync(new() { Limit = 5 })).NextCursor);
        Assert.Empty((await ReadAsync(new() { Endpoint = "books" })).Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("LTE")]
    [InlineData("MSAg")]
    public async Task List_WithACursorThatIsNone_Refuses(string cursor) => await Assert.ThrowsAsync<FormatException>(() => ReadAsync(new() { Cursor = cursor }));

    [Fact]
    public async Task Dead_Redelivered_IsTriedAnewOnce()
    {
        var silo = await StartAsync();
        Database.Store(TaskStates.Submitted());
        Receiver.Answer = () => new(HttpStatusCode.Gone);
        await silo.DispatchAsync("crm", CancellationToken.None);
        var dead = Assert.Single((await ReadAsync(new() { Status = WebhookDeliveryStatus.Dead })).Items);
        var counted = Assert.Single((await Deliveries.ListEndpointsAsync(Retail, CancellationToken.None)).Items);

        var elsewhere = await Deliveries.RedeliverAsync(new("finance"), dead.Id, CancellationToken.None);
        var first = await Deliveries.RedeliverAsync(Retail, dead.Id, CancellationToken.None);
        var second = await Deliveries.RedeliverAsync(Retail, dead.Id, CancellationToken.None);
        Receiver.Answer = () => new(HttpStatusCode.NoContent);
        await silo.DispatchAsync("crm", CancellationToken.None);

        Assert.Equal(("crm", 0L, 1L), (counted.Id, counted.Pending, counted.Dead));
        Assert.Equal("answered 410", dead.Error);
        Assert.Null(elsewhere);
        Assert.Equal((WebhookDeliveryStatus.Pending, 0, dead.MessageId), (first!.Status, first.Attempts, first.MessageId));
        Assert.Null(second);
        Assert.Equal(2, Receiver.Received.Count(message => message.Id == dead.MessageId));
        var (delivered, isNamed) = (await Deliveries.FindAsync(Retail, dead.Id, CancellationToken.None))!.Value;
        Assert.Equal((WebhookDeliveryStatus.Delivered, true), (delivered.Status, isNamed));
    }

    [Fact]
    public async Task Test_OfAnEndpoint_TellsItWhateverItIsToldOf()
    {
        var silo = await StartAsync("download_task.expired");

        var added = await Deliveries.AddTestAsync(Retail, "crm", Time.GetUtcNow(), CancellationToken.None);
        var none = await Deliveries.AddTestAsync(new("finance"), "crm", Time.GetUtcNow(), CancellationToken.None);
        await silo.DispatchAsync("crm", CancellationToken.None);

        Assert.Null(none);
        Assert.Equal(("webhook.test", (TaskId?)null), (added!.Event, added.Task));
        var message = Assert.Single(Receiver.Received);
        Assert.Equal(added.MessageId, message.Id);
        Assert.Equal("{\"type\":\"webhook.test\",\"timestamp\":\"2026-11-26T08:00:00.0000000Z\",\"data\":{\"spaceId\":\"retail\"}}", Encoding.UTF8.GetString(message.Body));
    }

    [Fact]
    public async Task Test_WhileOneIsPending_IsThatOne()
    {
        var silo = await StartAsync();

        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Deliveries.AddTestAsync(Retail, "crm", Time.GetUtcNow(), CancellationToken.None).AsTask()));
        await silo.DispatchAsync("crm", CancellationToken.None);
        var next = await Deliveries.AddTestAsync(Retail, "crm", Time.GetUtcNow(), CancellationToken.None);

        var one = Assert.Single(added.Select(test => test!.Id).Distinct());
        Assert.Single(Receiver.Received);
        Assert.True(next!.Id > one, $"{next.Id} is not after {one}.");
        Assert.Equal(2, CountDeliveries());
    }

    [Fact]
    public async Task Test_WhileOneThatFailedWaits_IsThatOneAtOnce()
    {
        var silo = await StartAsync();
        var failed = await Deliveries.AddTestAsync(Retail, "crm", Time.GetUtcNow(), CancellationToken.None);
        Receiver.Answer = () => new(HttpStatusCode.InternalServerError);
        await silo.DispatchAsync("crm", CancellationToken.None);
        var waiting = Assert.Single((await ReadAsync(new())).Items);
        Receiver.Answer = () => new(HttpStatusCode.NoContent);
        await silo.DispatchAsync("crm", CancellationToken.None);
        var early = Receiver.Received.Count;

        var again = await Deliveries.AddTestAsync(Retail, "crm", Time.GetUtcNow(), CancellationToken.None);
        await silo.DispatchAsync("crm", CancellationToken.None);

        Assert.NotNull(waiting.DueAt);
        Assert.Equal(1, early);
        Assert.Equal((failed!.Id, (DateTimeOffset?)null, 1), (again!.Id, again.DueAt, again.Attempts));
        Assert.Equal([failed.MessageId, failed.MessageId], Receiver.Received.Select(message => message.Id));
        Assert.Equal((WebhookDeliveryStatus.Delivered, 2), Assert.Single((await ReadAsync(new())).Items) is var ended ? (ended.Status, ended.Attempts) : default);
    }

    [Fact]
    public async Task Test_WhileOneThatFailedIsTriedAgain_LeavesThatTryToItsEnd()
    {
        var silo = await StartAsync();
        await Deliveries.AddTestAsync(Retail, "crm", Time.GetUtcNow(), CancellationToken.None);
        Receiver.Answer = () => new(HttpStatusCode.InternalServerError);
        await silo.DispatchAsync("crm", CancellationToken.None);
        await Deliveries.AddTestAsync(Retail, "crm", Time.GetUtcNow(), CancellationToken.None);
        var (now, until) = (Time.GetUtcNow(), Time.GetUtcNow().AddSeconds(45));
        var taken = Assert.Single(await Outbox.TakeAsync("crm", "retail", now, until, 8, CancellationToken.None));

        var asked = await Deliveries.AddTestAsync(Retail, "crm", now, CancellationToken.None);
        var isOurs = await Outbox.EndAsync(taken, "delivered", null, now, CancellationToken.None);

        Assert.Equal((taken.Id, (DateTimeOffset?)until, (string?)null, 2), (asked!.Id, asked.DueAt, asked.Error, asked.Attempts));
        Assert.True(isOurs);
        Assert.Equal(WebhookDeliveryStatus.Delivered, Assert.Single((await ReadAsync(new())).Items).Status);
    }

    [Fact]
    public async Task Endpoint_ThatNobodyNamesAnyMore_IsNamedSo()
    {
        await StartAsync();
        Database.Store(TaskStates.Submitted());
        await Outbox.RemoveAsync(Time.GetUtcNow().AddHours(1), Time.GetUtcNow(), CancellationToken.None);
        var dead = Assert.Single((await ReadAsync(new())).Items);

        var found = await Deliveries.FindAsync(Retail, dead.Id, CancellationToken.None);

        Assert.Equal((WebhookDeliveryStatus.Dead, false), (found!.Value.Delivery.Status, found.Value.IsNamed));
        Assert.Null(await Deliveries.RedeliverAsync(Retail, dead.Id, CancellationToken.None));
        Assert.Empty((await Deliveries.ListEndpointsAsync(Retail, CancellationToken.None)).Items);
    }

    private Task<WebhookDeliveryPage> ReadAsync(WebhookDeliveryQuery query) => Deliveries.ReadAsync(Retail, query, CancellationToken.None).AsTask();
}

public sealed class SqliteWebhookDeliveriesTests() : WebhookDeliveriesTests(DatabaseKind.Sqlite);

public sealed class PostgresWebhookDeliveriesTests() : WebhookDeliveriesTests(DatabaseKind.Postgres);
