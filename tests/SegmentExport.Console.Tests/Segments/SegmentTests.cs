using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Segments;

/// <summary>The two ways to a download task that begin at a segment; each is the task's origin.</summary>
public sealed class SegmentTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Fact]
    public async Task DownloadUserList_OfASegment_MakesATaskOfIt()
    {
        var alice = await OpenAsync("alice", "spaces/retail/segments");
        await alice.Page.GetByLabel(alice.Texts.Wizard.SegmentSearch).FillAsync("美妆");
        await Expect(alice.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await alice.Page.GetByRole(AriaRole.Link, new() { Name = alice.Texts.Segments.DownloadUsers }).ClickAsync();
        await Expect(alice.Page.Locator("#step-title")).ToHaveTextAsync(alice.Texts.Wizard.StepFields);
        await alice.FillAsync("From the segments", "城市");
        await alice.SubmitAsync();

        var made = await alice.MadeAsync(House);
        Assert.Equal("women-beauty", made.GetProperty("segment").GetProperty("id").GetString());
        Assert.Equal("segment_list", made.GetProperty("origin").GetString());
        await Expect(alice.Page.Locator("dl").GetByText(alice.Texts.Terms.FromSegmentList, new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task DownloadCurrentList_OfAPortrait_CarriesColumnsAndConditions_AlsoOverAReload()
    {
        var alice = await OpenAsync("alice", "spaces/retail/segments/everyone");
        await ChooseColumnsAsync(alice, ["城市", "生命周期"]);
        await AddConditionAsync(alice, "city", "eq", "南京");
        await alice.Button(alice.Texts.Segments.DownloadList).ClickAsync();
        await Expect(alice.Page.Locator("#step-title")).ToHaveTextAsync(alice.Texts.Wizard.StepFields);
        await alice.Page.GetByLabel(alice.Texts.Wizard.Reason).FillAsync("From the portrait");
        await alice.Page.ReloadAsync();
        await Expect(alice.Page.Locator(".chosen li")).ToContainTextAsync(["城市", "生命周期"]);
        await alice.SubmitAsync();

        var made = await alice.MadeAsync(House);
        Assert.Equal("segment_portrait", made.GetProperty("origin").GetString());
        Assert.Equal(["city", "lifecycle_tag"], made.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("id").GetString()));
        Assert.Equal("南京", Assert.Single(made.GetProperty("filters").EnumerateArray()).GetProperty("value").GetString());
        await DecideAsync("carol", "approve", made.GetProperty("id").GetString()!);
        var download = await alice.Page.RunAndWaitForDownloadAsync(() => alice.Button(alice.Texts.Details.DownloadAs("GZIP")).ClickAsync());
        var lines = await DownloadedFile.ReadLinesAsync(download);
        Assert.Equal("city,lifecycle_tag", lines[0]);
        Assert.NotEmpty(lines[1..]);
        Assert.All(lines[1..], line => Assert.StartsWith("南京,", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Portrait_ShowsMaskedFieldsMasked_PageByPage()
    {
        var alice = await OpenAsync("alice", "spaces/retail/segments/everyone");
        await ChooseColumnsAsync(alice, ["手机号"]);
        var cells = alice.Page.Locator(".row-table tbody td");
        await Expect(cells).ToHaveCountAsync(20);
        Assert.All(await cells.AllTextContentsAsync(), phone => Assert.Matches(@"^(\d{3}\*{4}\d{4}|\*+|none)$", phone.Trim()));
        var first = await cells.AllTextContentsAsync();
        await alice.Button(alice.Texts.Common.NextPage).ClickAsync();
        await Expect(alice.Page.GetByText(alice.Texts.Common.Page(2))).ToBeVisibleAsync();
        await Expect(cells).Not.ToHaveTextAsync(first);
        await alice.Button(alice.Texts.Common.PreviousPage).ClickAsync();

        await Expect(cells).ToHaveTextAsync(first);
    }

    [Fact]
    public async Task Condition_ThatNobodyMeets_CanBeCleared()
    {
        var alice = await OpenAsync("alice", "spaces/retail/segments/everyone");
        await AddConditionAsync(alice, "city", "eq", "Atlantis");
        await Expect(alice.Page.GetByText(alice.Texts.Segments.NoMatchTitle)).ToBeVisibleAsync();
        await alice.Page.Locator(".state-actions").GetByRole(AriaRole.Button, new() { Name = alice.Texts.Segments.ClearFilters }).ClickAsync();

        await Expect(alice.Page.Locator(".row-table tbody tr")).ToHaveCountAsync(20);
    }

    private static async Task ChooseColumnsAsync(Visitor visitor, string[] wanted)
    {
        await visitor.Page.Locator("details.columns summary").ClickAsync();
        var menu = visitor.Page.Locator("details.columns");
        await Expect(menu.Locator("label").First).ToBeVisibleAsync();
        foreach (var name in await menu.Locator("label:has(input:checked)").AllTextContentsAsync())
        {
            if (!wanted.Contains(name.Trim()))
            {
                await menu.GetByRole(AriaRole.Checkbox, new() { Name = name.Trim(), Exact = true }).UncheckAsync();
            }
        }

        foreach (var name in wanted)
        {
            await menu.GetByRole(AriaRole.Checkbox, new() { Name = name, Exact = true }).CheckAsync();
        }

        await visitor.Page.Locator("details.columns summary").ClickAsync();
        await Expect(visitor.Page.Locator(".row-table th")).ToHaveCountAsync(wanted.Length);
    }

    private static async Task AddConditionAsync(Visitor visitor, string field, string condition, string value)
    {
        await visitor.Page.GetByLabel(visitor.Texts.Filters.Field).SelectOptionAsync(field);
        await visitor.Page.Locator(".filter-form select").Nth(1).SelectOptionAsync(condition);
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = visitor.Texts.Filters.Value }).FillAsync(value);
        await visitor.Button(visitor.Texts.Filters.Add).ClickAsync();
        await Expect(visitor.Page.Locator(".filter-chips .chip")).ToHaveCountAsync(1);
    }
}
