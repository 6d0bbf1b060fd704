using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Tasks;

public sealed class ListTests(ConsoleHouse house) : ConsoleTest(house)
{
    private const string List = "spaces/retail/downloads";

    [Fact]
    public async Task Search_ByPartOfASegmentsName_FindsItsTasks_AndIsInTheAddress()
    {
        var (found, other) = (await CreateAsync("alice", "retail", "women-beauty"), await CreateAsync("alice", "retail", "nobody"));
        var alice = await OpenAsync("alice", List);
        await alice.Page.GetByLabel(alice.Texts.Tasks.SearchLabel).FillAsync("美妆");

        await Expect(alice.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("[?&]search="));
        await Expect(alice.Row(other)).ToHaveCountAsync(0);
        await Expect(alice.Row(found)).ToBeVisibleAsync();
        await alice.Page.ReloadAsync();
        await Expect(alice.Page.GetByLabel(alice.Texts.Tasks.SearchLabel)).ToHaveValueAsync("美妆");
        await Expect(alice.Row(found)).ToBeVisibleAsync();
        await Expect(alice.Row(other)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task StatusFilter_ShowsThatStatusAlone()
    {
        var (open, closed) = (await CreateAsync(), await CreateAsync());
        await DecideAsync("carol", "reject", closed);
        var alice = await OpenAsync("alice", List);
        await alice.Page.GetByLabel(alice.Texts.Tasks.StatusFilter).SelectOptionAsync("closed");

        await Expect(alice.Row(open)).ToHaveCountAsync(0);
        await Expect(alice.Row(closed)).ToBeVisibleAsync();
        await Expect(alice.Page.Locator("tbody .status").Filter(new() { HasNotTextString = alice.Texts.Terms.Closed })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Mine_OfSomebodyWhoSeesAll_ShowsOnlyTheirs()
    {
        var (hers, others) = (await CreateAsync("carol"), await CreateAsync());
        var carol = await OpenAsync("carol", List);
        await Expect(carol.Row(others)).ToBeVisibleAsync();
        await carol.Page.GetByLabel(carol.Texts.Tasks.Mine).CheckAsync();

        await Expect(carol.Row(others)).ToHaveCountAsync(0);
        await Expect(carol.Row(hers)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task NoResult_OffersToClearTheFilters()
    {
        await CreateAsync();
        var alice = await OpenAsync("alice", $"{List}?search=zzz");
        await Expect(alice.Page.GetByText(alice.Texts.Tasks.NoResultTitle)).ToBeVisibleAsync();
        await alice.Button(alice.Texts.Tasks.ClearFilters).ClickAsync();

        await Expect(alice.Page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Paging_GoesOnAndBack()
    {
        var erin = await ComeForPagesOfTwoAsync(Task.CompletedTask);
        await erin.OpenAsync("spaces/finance/downloads");
        var first = await erin.Page.Locator("tbody tr").First.Locator("a").First.GetAttributeAsync("href");
        await erin.Button(erin.Texts.Common.NextPage).ClickAsync();
        await Expect(erin.Page.GetByText(erin.Texts.Common.Page(2))).ToBeVisibleAsync();
        await Expect(erin.Page.Locator($"a[href='{first}']")).ToHaveCountAsync(0);
        await erin.Button(erin.Texts.Common.PreviousPage).ClickAsync();

        await Expect(erin.Page.Locator($"a[href='{first}']").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task NextPage_AskedForAsTheStreamBegins_IsTheOneThatIsShown()
    {
        var (stream, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        var erin = await ComeForPagesOfTwoAsync(answers.Task);
        await erin.Page.RouteAsync("**/download-tasks/events", async route =>
        {
            await stream.Task;
            await route.ContinueAsync();
        });
        await erin.OpenAsync("spaces/finance/downloads");
        var first = await erin.Page.Locator("tbody tr").First.Locator("a").First.GetAttributeAsync("href");
        await erin.Page.RunAndWaitForRequestAsync(() => erin.Button(erin.Texts.Common.NextPage).ClickAsync(), request => request.Url.Contains("cursor=", StringComparison.Ordinal));
        await erin.Page.RunAndWaitForRequestAsync(
            () =>
            {
                stream.SetResult();
                return Task.CompletedTask;
            },
            request => request.Url.Contains("/download-tasks?", StringComparison.Ordinal));
        answers.SetResult();

        await Expect(erin.Page.GetByText(erin.Texts.Tasks.Live)).ToBeVisibleAsync();
        await Expect(erin.Page.GetByText(erin.Texts.Common.Page(2))).ToBeVisibleAsync();
        await Expect(erin.Page.Locator($"a[href='{first}']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task NewTask_OfAnother_IsOffered()
    {
        var carol = await OpenAsync("carol", List);
        await Expect(carol.Page.GetByText(carol.Texts.Tasks.Live)).ToBeVisibleAsync();
        var task = await CreateAsync();
        await carol.Page.Locator(".new-tasks").GetByRole(AriaRole.Button).ClickAsync();

        await Expect(carol.Row(task)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Task_CreatedBeforeTheStreamIsThere_IsNotMissed()
    {
        var (carol, created) = (await ComeAsync("carol"), new TaskCompletionSource());
        await carol.Page.RouteAsync("**/download-tasks/events", async route =>
        {
            await created.Task;
            await route.ContinueAsync();
        });
        await carol.OpenAsync(List);
        await Expect(carol.Page.Locator("tbody tr, .empty").First).ToBeVisibleAsync();
        await Expect(carol.Page.GetByText(carol.Texts.Tasks.Live)).ToHaveCountAsync(0);

        var task = await CreateAsync();
        created.SetResult();

        await Expect(carol.Row(task)).ToBeVisibleAsync();
        await Expect(carol.Page.GetByText(carol.Texts.Tasks.Live)).ToBeVisibleAsync();
    }

    /// <summary>Somebody with three tasks on pages of two, instead of so many tasks that other tests lose sight of theirs.</summary>
    /// <param name="answers">Until when the pages after the first keep one waiting.</param>
    private async Task<Visitor> ComeForPagesOfTwoAsync(Task answers)
    {
        for (var task = 0; task < 3; task++)
        {
            await CreateAsync("erin", "finance", "seniors", new { id = "city" });
        }

        var erin = await ComeAsync("erin");
        await erin.Page.RouteAsync("**/download-tasks?*", async route =>
        {
            if (route.Request.Url.Contains("cursor=", StringComparison.Ordinal))
            {
                await answers;
            }

            await route.ContinueAsync(new() { Url = System.Text.RegularExpressions.Regex.Replace(route.Request.Url, "limit=[0-9]+", "limit=2") });
        });
        return erin;
    }
}
