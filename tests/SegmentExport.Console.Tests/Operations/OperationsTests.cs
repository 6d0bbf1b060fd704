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
    public async Task Cluster_OfSomebodyElse_IsNotShownAndNotOffered()
    {
        var carol = await OpenAsync("carol", "spaces/retail/downloads");

        await Expect(carol.Page.Locator(".frame-nav a")).ToHaveTextAsync([carol.Texts.Frame.Downloads, carol.Texts.Frame.Segments]);
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
}
