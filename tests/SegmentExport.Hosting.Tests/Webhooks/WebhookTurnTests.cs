using System.Threading.Channels;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>Calls that take long, are cut, or are no longer one's own.</summary>
public abstract class WebhookTurnTests(DatabaseKind kind) : WebhookDatabaseTests(kind)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Endpoint_ThatDoesNotAnswer_HoldsUpNoOther()
    {
        var called = Channel.CreateUnbounded<string>();
        Receiver.Before = (url, cancellation) =>
        {
            called.Writer.TryWrite(url.Host);
            return url.Host == "slow.example" ? Task.Delay(Timeout.Infinite, cancellation) : Task.CompletedTask;
        };
        Name("slow");
        var silo = await StartAsync();
        Database.Store(TaskStates.Submitted());
        await silo.StartAsync(CancellationToken.None);
        var first = new[] { await NextAsync(), await NextAsync() };

        Database.Store(TaskStates.Submitted());
        Time.Advance(Options.Period);

        Assert.Equal(["crm.example", "slow.example"], first.Order(StringComparer.Ordinal));
        Assert.Equal("crm.example", await NextAsync());
        await silo.StopAsync(CancellationToken.None);

        Task<string> NextAsync() => called.Reader.ReadAsync().AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task Delivery_ThatTheStopCuts_IsGivenBack()
    {
        using var stop = new CancellationTokenSource();
        var silo = await StartAsync();
        Database.Store(TaskStates.Submitted());
        Receiver.Before = async (_, cancellation) =>
        {
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silo.DispatchAsync("crm", stop.Token));
        Receiver.Before = (_, _) => Task.CompletedTask;
        await silo.DispatchAsync("crm", CancellationToken.None);

        // At once, and as if it had not been tried.
        Assert.Equal(1, Assert.Single(await ListAsync("delivered")).Delivery.Attempt);
    }

    [Fact]
    public async Task Delivery_ThatIsMadeDuringTheStop_IsNotMadeAgain()
    {
        using var stop = new CancellationTokenSource();
        var silo = await StartAsync();
        Database.Store(TaskStates.Submitted());
        Receiver.Before = async (_, _) => await stop.CancelAsync();

        await silo.DispatchAsync("crm", stop.Token);

        Assert.Single(await ListAsync("delivered"));
    }

    [Fact]
    public async Task Outcome_OfADeliveryThatAnotherHasTakenSince_ChangesNothing()
    {
        await StartAsync();
        Database.Store(TaskStates.Submitted());
        var now = Time.GetUtcNow();
        var late = Assert.Single(await Outbox.TakeAsync("crm", "retail", now, now.AddSeconds(45), 8, CancellationToken.None));
        var next = Assert.Single(await Outbox.TakeAsync("crm", "retail", now.AddSeconds(46), now.AddSeconds(91), 8, CancellationToken.None));

        Assert.False(await Outbox.PostponeAsync(late, "answered 500", now.AddDays(1), CancellationToken.None));
        Assert.False(await Outbox.GiveBackAsync(late, CancellationToken.None));
        Assert.False(await Outbox.EndAsync(late, "dead", "answered 500", now, CancellationToken.None));
        Assert.True(await Outbox.EndAsync(next, "delivered", null, now, CancellationToken.None));
        Assert.False(await Outbox.EndAsync(next, "dead", "answered 500", now, CancellationToken.None));

        var found = Assert.Single(await ListAsync(""));
        Assert.Equal(("delivered", 2, null), (found.State, found.Delivery.Attempt, found.Error));
    }
}

public sealed class SqliteWebhookTurnTests() : WebhookTurnTests(DatabaseKind.Sqlite);

public sealed class PostgresWebhookTurnTests() : WebhookTurnTests(DatabaseKind.Postgres);
