using System.Text.Json;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Operations;

/// <summary>The page of operators: live, and theirs alone.</summary>
public sealed class OperationsTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Fact]
    public async Task Cluster_OfAnOperatorWithoutASpace_IsTheirHome()
    {
        var olga = await OpenAsync("olga", "");

        await Expect(olga.Page).ToHaveURLAsync(new Uri(olga.Address, "operations").ToString());
        await Expect(olga.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(olga.Texts.Operations.Title);
        var silos = olga.Page.GetByRole(AriaRole.Table, new() { Name = olga.Texts.Operations.Silos });
        await Expect(silos.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(silos.Locator(".status")).ToHaveTextAsync(olga.Texts.Operations.Active);
        await Expect(olga.Page.Locator(".frame-nav a")).ToHaveTextAsync([olga.Texts.Frame.Operations]);
    }

    [Fact]
    public async Task Cluster_OfSeveralSilos_ShowsEachWithItsShards_AndWhatDoesNotAnswer()
    {
        var olga = await ComeAsync("olga");
        await olga.Page.RouteAsync("**/api/v1/ops/overview", route => route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(Trouble(), JsonSerializerOptions.Web) }));
        await olga.OpenAsync("operations");

        var texts = olga.Texts.Operations;
        ILocator Rows(string table) => olga.Page.GetByRole(AriaRole.Table, new() { Name = table, Exact = true }).Locator("tbody tr");
        await Expect(Rows(texts.Silos).Locator(".status")).ToHaveTextAsync([texts.Active, texts.Silent, texts.Stopping, texts.Dead]);
        await Expect(Rows(texts.Silos)).ToContainTextAsync(["2 / 2", "1 / 2", "0 / 0", "0 / 0"]);
        await Expect(Rows(texts.Running)).ToContainTextAsync(["silo-1", "silo-2"]);
        await Expect(Rows(texts.Queues)).ToContainTextAsync(["retail", "finance"]);
        await Expect(Rows(texts.Failures)).ToContainTextAsync(["store_full"]);
        await Expect(olga.Page.GetByText(texts.SchedulerSilent)).ToBeVisibleAsync();
        await Expect(olga.Page.GetByText(texts.DatabaseSilent)).ToBeVisibleAsync();
        await Expect(olga.Page.Locator(".figures")).ToContainTextAsync("3 / 4");
        await Pictures.TakeAsync(olga.Page, "states", "operations-trouble");
    }

    [Fact]
    public async Task Cluster_OfWhichNothingWasToldYet_SaysThatItIsNotKnown()
    {
        var olga = await ComeAsync("olga");
        var unknown = Trouble() with { Tasks = [], OldestWaiting = null, Queues = List<OperationsQueue>(), Failures = List<OperationsFailures>(), SchedulerNeverAnswered = true, DatabaseNeverAnswered = true };
        await olga.Page.RouteAsync("**/api/v1/ops/overview", route => route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(unknown, JsonSerializerOptions.Web) }));
        await olga.OpenAsync("operations");

        var texts = olga.Texts.Operations;
        await Expect(olga.Page.GetByText(texts.SchedulerUnknown)).ToBeVisibleAsync();
        await Expect(olga.Page.GetByText(texts.DatabaseUnknown)).ToBeVisibleAsync();
        await Expect(olga.Page.GetByText(texts.NoQueues)).ToHaveCountAsync(0);
        await Expect(olga.Page.GetByText(texts.NoFailures)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Cluster_OfSomebodyElse_IsNotShownAndNotOffered()
    {
        var carol = await OpenAsync("carol", "spaces/retail/downloads");

        await Expect(carol.Page.Locator(".frame-nav a")).ToHaveTextAsync([carol.Texts.Frame.Downloads, carol.Texts.Frame.Segments, carol.Texts.Frame.Webhooks]);
        await carol.OpenAsync("operations");
        await Expect(carol.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(carol.Texts.Operations.NotOperator);
    }

    [Fact]
    public async Task Cluster_WithoutANetwork_SaysSoAndGoesOnAfterwards()
    {
        var olga = await OpenAsync("olga", "operations");
        olga.Expected.AddRange(["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]);
        await Expect(olga.Page.GetByText(olga.Texts.Tasks.Live)).ToBeVisibleAsync();
        await olga.SetOfflineAsync(true);
        await Expect(olga.Page.GetByText(olga.Texts.Tasks.Stale)).ToBeVisibleAsync();
        await olga.SetOfflineAsync(false);

        await Expect(olga.Page.GetByText(olga.Texts.Tasks.Live)).ToBeVisibleAsync();
    }

    /// <summary>Four silos, of which one is silent, one goes and one is dead, while neither the scheduler nor the database answers.</summary>
    private static OperationsOverview Trouble()
    {
        var now = TimeProvider.System.GetUtcNow();
        var task = new string('a', 32);
        return new()
        {
            Silos = List(Silo("silo-1", "active", 2, 2, true), Silo("silo-2", "active", 2, 1, false), Silo("silo-3", "stopping", 0, 0, true), Silo("silo-4", "dead", 0, 0, false)),
            Queues = List(
                new OperationsQueue { SpaceId = "retail", WaitingTasks = 2, WaitingShards = 37, BusySlots = 2 },
                new OperationsQueue { SpaceId = "finance", WaitingTasks = 0, WaitingShards = 0, BusySlots = 1 }),
            Running = List(Shard("silo-1", 0, 125_000), Shard("silo-2", 7, 250_000)),
            Tasks = [new() { Status = "in_approval", Count = 3, OldestSubmittedAt = now.AddHours(-2) }],
            OldestWaiting = new() { SpaceId = "retail", TaskId = task, SubmittedAt = now.AddMinutes(-12) },
            Failures = List(new OperationsFailures { Code = "store_full", Count = 4, LastAt = now.AddMinutes(-3) }),
            SchedulerAnswers = false,
            DatabaseAnswers = false,
        };

        OperationsShard Shard(string silo, int index, long read) =>
            new() { SpaceId = "retail", TaskId = task, Index = index, Attempt = 1, Silo = silo, StartedAt = now.AddSeconds(-9), Rows = 250_000, RowsRead = read };
    }

    private static OperationsSilo Silo(string name, string state, int slots, int busy, bool answers) => new() { Name = name, State = state, Slots = slots, BusySlots = busy, Answers = answers };

    private static BoundedList<T> List<T>(params T[] items) => new() { Items = items, LeftOff = 0 };
}
