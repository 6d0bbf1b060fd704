using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Connection;

public sealed class DroppedConnectionTests(ConsoleHouse house) : ConsoleTest(house)
{
    private const string List = "spaces/retail/downloads";

    [Fact]
    public async Task List_AfterTheNetworkCameBack_ShowsWhatHappenedMeanwhile()
    {
        var task = await CreateAsync();
        var alice = await OpenAsync("alice", List);
        alice.Expected.AddRange(["ERR_INTERNET_DISCONNECTED", "Failed to fetch", "ERR_NETWORK"]);
        await Expect(alice.Row(task).Locator(".status")).ToHaveTextAsync(alice.Texts.Terms.InApproval);
        await alice.SetOfflineAsync(true);
        await Expect(alice.Page.GetByText(alice.Texts.Frame.OfflineBanner)).ToBeVisibleAsync();
        await Expect(alice.Row(task)).ToBeVisibleAsync();
        await DecideAsync("carol", "reject", task);
        await alice.SetOfflineAsync(false);

        await Expect(alice.Page.GetByText(alice.Texts.Frame.OfflineBanner)).ToHaveCountAsync(0);
        await Expect(alice.Row(task).Locator(".status")).ToHaveTextAsync(alice.Texts.Terms.Closed);
    }

    [Fact]
    public async Task List_WhoseCallsFail_SaysWhatToDo_AndTriesAgain()
    {
        var alice = await ComeAsync("alice");
        alice.Expected.AddRange(["ERR_FAILED", "Failed to fetch"]);
        await alice.Page.RouteAsync("**/download-tasks?*", route => route.AbortAsync());
        await alice.Page.RouteAsync("**/events", route => route.AbortAsync());
        await alice.OpenAsync(List);
        await Expect(alice.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(alice.Texts.Problems.OfflineTitle);
        await CreateAsync();
        await alice.Page.UnrouteAsync("**/download-tasks?*");
        await alice.Button(alice.Texts.Common.Retry).ClickAsync();

        await Expect(alice.Page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Console_WhoseGatewayIsNotThere_SaysSo()
    {
        var alice = await ComeAsync("alice");
        alice.Expected.AddRange(["ERR_FAILED", "Failed to fetch"]);
        await alice.Page.RouteAsync("**/api/**", route => route.AbortAsync());
        await alice.OpenAsync(List);

        await Expect(alice.Page.GetByText(alice.Texts.Problems.OfflineTitle)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Stream_ThatBreaks_IsToldAndComesBack()
    {
        var task = await CreateAsync();
        var alice = await ComeAsync("alice");
        alice.Expected.AddRange(["ERR_FAILED", "Failed to fetch"]);
        await alice.Page.RouteAsync("**/events**", route => route.AbortAsync());
        await alice.OpenAsync(List);
        await Expect(alice.Page.GetByText(alice.Texts.Tasks.Stale)).ToBeVisibleAsync();
        await DecideAsync("carol", "reject", task);
        await alice.Page.UnrouteAllAsync();

        await Expect(alice.Page.GetByText(alice.Texts.Tasks.Live)).ToBeVisibleAsync();
        await Expect(alice.Row(task).Locator(".status")).ToHaveTextAsync(alice.Texts.Terms.Closed);
    }
}
