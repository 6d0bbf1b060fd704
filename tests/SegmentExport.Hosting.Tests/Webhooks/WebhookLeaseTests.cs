using System.Text;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.Hosting.Webhooks;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>Which endpoints there are, where silos' settings differ for a while.</summary>
public abstract class WebhookLeaseTests(DatabaseKind kind) : WebhookDatabaseTests(kind)
{
    // Longer than an endpoint stays that nobody names.
    private const int LongerThanALease = 16;

    [Fact]
    public async Task Endpoint_ThatOneSiloDoesNotName_IsToldForAsLongAsAnotherDoes()
    {
        var silo = await StartAsync();
        var older = await StartAsync(new WebhookOptions());
        Database.Store(TaskStates.Submitted());

        await PassAsync(2 * LongerThanALease, older, silo);
        Database.Store(TaskStates.Submitted());
        await silo.DispatchAsync("crm", CancellationToken.None);

        Assert.Equal(2, Receiver.Received.Count);
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public async Task Endpoint_ThatNoSiloNamesForALease_IsToldNothingMore()
    {
        await StartAsync();
        var other = await StartAsync(new WebhookOptions());
        Database.Store(TaskStates.Submitted());

        await PassAsync(14, other);
        var kept = (await ListAsync("pending")).Count;
        await PassAsync(2, other);
        Database.Store(TaskStates.Submitted());

        Assert.Equal(1, kept);
        var dead = Assert.Single(await ListAsync(""));
        Assert.Equal(("dead", "is not configured any more"), (dead.State, dead.Error));
        Assert.Contains("more: crm (retail). 1 deliveries", Assert.Single(Log.Lines), StringComparison.Ordinal);
        Assert.Equal(0, await Outbox.RedeliverAsync(dead.Delivery.Id, null, CancellationToken.None));
    }

    [Fact]
    public async Task Endpoint_ThatNobodyNamedWhileAllSilosWereAway_IsLeftToThemForALeaseMore()
    {
        await StartAsync();
        Time.Advance(TimeSpan.FromDays(1));

        var older = await StartAsync(new WebhookOptions());
        await PassAsync(14, older);
        Database.Store(TaskStates.Submitted());
        var told = CountDeliveries();
        await PassAsync(2, older);

        Assert.Equal(1, told);
        Assert.Single(await ListAsync("dead"));
    }

    [Fact]
    public async Task Endpoint_ThatIsGivenAnotherSpace_IsToldOfThatAlone()
    {
        await StartAsync();
        Database.Store(TaskStates.Submitted());
        Options.Endpoints["crm"].Space = "finance";

        var silo = await StartAsync(Options);
        Database.Store(TaskStates.Submitted(space: "finance"));
        await silo.DispatchAsync("crm", CancellationToken.None);
        await PassAsync(LongerThanALease, silo);

        Assert.Contains("\"spaceId\":\"finance\"", Encoding.UTF8.GetString(Assert.Single(Receiver.Received).Body), StringComparison.Ordinal);
        Assert.Equal("retail", Assert.Single(await ListAsync("dead")).Delivery.Space);
        Assert.Equal(0, await Outbox.RedeliverAsync(null, "crm", CancellationToken.None));
    }
}

public sealed class SqliteWebhookLeaseTests() : WebhookLeaseTests(DatabaseKind.Sqlite);

public sealed class PostgresWebhookLeaseTests() : WebhookLeaseTests(DatabaseKind.Postgres);
