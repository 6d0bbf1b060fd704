using System.Text.Json;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Webhooks;

/// <summary>What endpoints were told, for approvers and operators: seen, tried anew, and tested.</summary>
public sealed class WebhookTests(ConsoleHouse house) : ConsoleTest(house)
{
    private const string Webhooks = "spaces/finance/webhooks";
    private const string Deliveries = "**/webhooks/deliveries?*";

    [Fact]
    public async Task Delivery_GivenUp_IsSeenAndTriedAnew()
    {
        var task = await CreateAsync("erin", "finance", "seniors");
        await GivenUpAsync(item => item.GetProperty("taskId").GetString() == task && item.GetProperty("event").GetString() == "download_task.submitted");
        var carol = await OpenAsync("carol", "spaces/finance/downloads");
        await carol.Page.GetByRole(AriaRole.Link, new() { Name = carol.Texts.Frame.Webhooks, Exact = true }).ClickAsync();
        await carol.Page.GetByLabel(carol.Texts.Webhooks.StatusFilter).SelectOptionAsync("dead");
        await Expect(carol.Page).ToHaveURLAsync(new Uri(carol.Address, $"{Webhooks}?status=dead").ToString());

        var row = Rows(carol, task).Filter(new() { HasText = carol.Texts.Webhooks.Submitted });
        await Expect(row).ToContainTextAsync(carol.Texts.Webhooks.Answered("503"));
        await carol.Page.GetByLabel(carol.Texts.Webhooks.StatusFilter).SelectOptionAsync("");
        await row.GetByRole(AriaRole.Button, new() { Name = carol.Texts.Webhooks.Redeliver }).ClickAsync();

        // By itself, without the page being read anew by hand.
        await Expect(row.Locator(".status-delivered")).ToBeVisibleAsync();
        await Expect(row.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Test_OfAnEndpoint_IsADeliveryOfTheList()
    {
        var carol = await OpenAsync("carol", Webhooks);
        await carol.Page.GetByRole(AriaRole.Table, new() { Name = carol.Texts.Webhooks.Endpoints }).GetByRole(AriaRole.Button, new() { Name = carol.Texts.Webhooks.Test }).ClickAsync();

        await Expect(carol.Page.Locator(".news")).ToContainTextAsync(carol.Texts.Webhooks.TestSent("tests"));
        var row = carol.Page.Locator(".deliveries tbody tr", new() { Has = carol.Page.Locator("span[title='webhook.test']") }).First;
        await Expect(row.Locator(".status-dead")).ToBeVisibleAsync();
        await Expect(row).ToContainTextAsync(carol.Texts.Webhooks.Answered("503"));
    }

    [Fact]
    public async Task Page_OfWhoDoesNotApprove_IsNeitherOfferedNorShown()
    {
        var erin = await OpenAsync("erin", "spaces/finance/downloads");
        await Expect(erin.Page.Locator(".frame-nav a")).ToHaveTextAsync([erin.Texts.Frame.Downloads, erin.Texts.Frame.Segments]);
        await erin.OpenAsync(Webhooks);
        await Expect(erin.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(erin.Texts.Webhooks.NotPermitted);
    }

    [Fact]
    public async Task Page_OfAnOperatorWithoutASpace_IsShown()
    {
        var olga = await OpenAsync("olga", Webhooks);

        await Expect(olga.Page.GetByRole(AriaRole.Table, new() { Name = olga.Texts.Webhooks.Endpoints })).ToContainTextAsync("tests");
        await olga.OpenAsync("spaces/finance/downloads");
        await Expect(olga.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(olga.Texts.Frame.NoSpacesTitle);
    }

    [Fact]
    public async Task Delivery_ThatIsPendingNoMore_LeavesTheListOfThoseThatAre()
    {
        var isPending = true;
        var carol = await ComeAsync("carol");
        await carol.Page.RouteAsync(Deliveries, route => route.FulfillAsync(Json(new ItemList<WebhookDelivery> { Items = isPending ? [Pending()] : [] })));
        await carol.OpenAsync($"{Webhooks}?status=pending");
        await Expect(carol.Page.Locator(".deliveries .status-pending")).ToBeVisibleAsync();
        await Expect(carol.Page.GetByText(carol.Texts.Tasks.Live)).ToBeVisibleAsync();
        isPending = false;

        await Expect(carol.Page.GetByText(carol.Texts.Webhooks.NoResultTitle)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Page_OfWhoMayNotSeeItAnyMore_SaysSo()
    {
        var isPermitted = true;
        var carol = await ComeAsync("carol");
        carol.Expected.Add("403: GET");
        await carol.Page.RouteAsync(Deliveries, route => route.FulfillAsync(
            isPermitted ? Json(new ItemList<WebhookDelivery> { Items = [Pending()] }) : new() { Status = 403, ContentType = "application/problem+json", Body = "{\"code\":\"not_permitted\"}" }));
        await carol.OpenAsync(Webhooks);
        await Expect(carol.Page.Locator(".deliveries .status-pending")).ToBeVisibleAsync();
        isPermitted = false;

        await Expect(carol.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(carol.Texts.Problems.NotPermitted);
        await Expect(carol.Page.Locator(".deliveries")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Navigation_OfAnOperatorAtASpaceOfOthers_IsOfTheirOwn()
    {
        var olga = await ComeAsync("olga");
        var me = new Me { User = "olga", IsOperator = true, Spaces = [new() { Id = "retail", Name = "Retail", FourEyes = false, Permissions = [] }] };
        await olga.Page.RouteAsync("**/api/v1/me", route => route.FulfillAsync(Json(me)));
        await olga.OpenAsync(Webhooks);

        await Expect(olga.Page.GetByRole(AriaRole.Table, new() { Name = olga.Texts.Webhooks.Endpoints })).ToContainTextAsync("tests");
        var links = await olga.Page.Locator(".brand, .frame-nav a").EvaluateAllAsync<string[]>("links => links.map(link => new URL(link.href).pathname)");
        Assert.Equal(["/", "/spaces/retail/downloads", "/spaces/retail/segments", "/spaces/retail/webhooks", "/operations"], links);
    }

    /// <summary>A delivery that the endpoint refused once, which is all its tries.</summary>
    private async Task GivenUpAsync(Func<JsonElement, bool> which) => await (await House.UserAsync("carol")).WaitForAsync(
        $"/api/v1/{Webhooks}/deliveries?status=dead&limit=200", list => list.GetProperty("items").EnumerateArray().Any(which), TimeSpan.FromSeconds(60));

    private static ILocator Rows(Visitor visitor, string task) => visitor.Page.Locator(".deliveries tbody tr", new() { Has = visitor.Page.Locator($"a[href$='/downloads/{task}']") });

    private static RouteFulfillOptions Json<T>(T value) => new() { ContentType = "application/json", Body = JsonSerializer.Serialize(value, JsonSerializerOptions.Web) };

    private static WebhookDelivery Pending() => new()
    {
        Id = 7,
        MessageId = "msg_1",
        Endpoint = "tests",
        Event = "webhook.test",
        OccurredAt = TimeProvider.System.GetUtcNow(),
        Status = "pending",
        Attempts = 1,
        Error = "answered 503",
        DueAt = TimeProvider.System.GetUtcNow().AddMinutes(1),
    };
}
