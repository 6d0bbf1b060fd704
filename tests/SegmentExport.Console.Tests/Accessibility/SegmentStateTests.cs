using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>Segments and portraits in every state.</summary>
public sealed class SegmentStateTests(ConsoleHouse house) : PageStates(house)
{
    [Fact]
    public Task Segments() => LookAsync("segments", "alice", "spaces/retail/segments");

    [Fact]
    public Task SegmentsWithoutResult() => LookAsync("segments-no-result", "alice", "spaces/retail/segments", async visitor =>
    {
        await visitor.Page.GetByLabel(visitor.Texts.Wizard.SegmentSearch).FillAsync("zzz");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = visitor.Texts.Segments.NoResultTitle })).ToBeVisibleAsync();
    });

    [Fact]
    public Task Portrait() => LookAsync("portrait", "alice", "spaces/retail/segments/high-value");

    [Fact]
    public Task PortraitWithConditionsAndColumns() => LookAsync("portrait-conditions", "alice", "spaces/retail/segments/everyone", async visitor =>
    {
        await visitor.Page.GetByLabel(visitor.Texts.Filters.Field).SelectOptionAsync("city");
        await visitor.Page.GetByLabel(visitor.Texts.Filters.Value).FillAsync("南京");
        await visitor.Button(visitor.Texts.Filters.Add).ClickAsync();
        await Expect(visitor.Page.Locator(".filter-chips .chip")).ToHaveCountAsync(1);
        await visitor.Page.Locator("details.columns summary").ClickAsync();
    });

    [Fact]
    public Task PortraitWithoutUsers() => LookAsync("portrait-empty", "alice", "spaces/retail/segments/nobody");
}
