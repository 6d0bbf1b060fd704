using System.Text.Json;
using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Webhooks;

/// <summary>What endpoints were told, for approvers and operators: seen, tried anew, and tested.</summary>
public sealed class WebhookTests(ConsoleHouse house) : ConsoleTest(house)
{
    private const string Webhooks = "spaces/finance/webhooks";

    [Fact]
    public async Task Delivery_GivenUp_IsSeenAndTriedAnew()
    {
        var task = await CreateAsync("erin", "finance", "seniors");
        await GivenUpAsync(item => item.GetProperty("taskId").GetString() == task);
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
        var row = carol.Page.Locator(".deliveries tbody tr").Filter(new() { HasText = carol.Texts.Webhooks.TestEvent }).First;
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

    /// <summary>A delivery that the endpoint refused once, which is all its tries.</summary>
    private async Task GivenUpAsync(Func<JsonElement, bool> which) => await (await House.UserAsync("carol")).WaitForAsync(
        $"/api/v1/{Webhooks}/deliveries?status=dead&limit=200", list => list.GetProperty("items").EnumerateArray().Any(which), TimeSpan.FromSeconds(60));

    private static ILocator Rows(Visitor visitor, string task) => visitor.Page.Locator(".deliveries tbody tr", new() { Has = visitor.Page.Locator($"a[href$='/downloads/{task}']") });
}
