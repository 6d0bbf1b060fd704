using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Details;

public sealed class DetailsTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Fact]
    public async Task Details_AreFollowedLive_FromTheSubmissionToTheDownload()
    {
        var task = await CreateAsync("alice", "retail", "vip-invited", new { id = "name", masking = "name" }, new { id = "city" });
        var (alice, carol) = (await OpenAsync("alice", $"spaces/retail/downloads/{task}"), await OpenAsync("carol", $"spaces/retail/downloads/{task}"));
        await carol.Button(carol.Texts.Tasks.Approve).ClickAsync();
        var dialog = carol.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(carol.Texts.Tasks.Comment).FillAsync("Seen and approved");
        await dialog.GetByRole(AriaRole.Button, new() { Name = carol.Texts.Tasks.Approve }).ClickAsync();

        await Expect(alice.Page.Locator(".task-line .status")).ToHaveTextAsync(alice.Texts.Terms.Completed);
        await Expect(alice.Page.Locator(".history")).ToContainTextAsync("Seen and approved");
        var download = await alice.Page.RunAndWaitForDownloadAsync(() => alice.Button(alice.Texts.Details.DownloadAs("GZIP")).ClickAsync());
        await DownloadedFile.AssertAsync(download, "name,city", minRows: 1);
    }

    [Fact]
    public async Task Sample_IsMaskedAsTheFileIs()
    {
        var task = await CreateAsync("alice", "retail", "vip-invited", new { id = "phone", masking = "phone" }, new { id = "city" });
        var carol = await OpenAsync("carol", $"spaces/retail/downloads/{task}");
        await carol.Button(carol.Texts.Details.SampleLoad).ClickAsync();

        await Expect(carol.Page.GetByRole(AriaRole.Group, new() { Name = carol.Texts.Details.Sample }).Locator("tbody tr").First).ToContainTextAsync("****");
    }

    [Fact]
    public async Task Curl_AsItIsCopied_DownloadsTheFile()
    {
        var task = await CompleteAsync();
        var alice = await OpenAsync("alice", $"spaces/retail/downloads/{task}");
        await alice.Button(alice.Texts.Details.CopyCurl).ClickAsync();
        await Expect(alice.Page.GetByText(alice.Texts.Common.Copied)).ToBeVisibleAsync();
        var command = await alice.Page.EvaluateAsync<string>("navigator.clipboard.readText()");

        Assert.StartsWith("curl -fOJ --oauth2-bearer \"$TOKEN\" '", command, StringComparison.Ordinal);
        var url = command.Split('\'')[1];
        using var answer = await (await House.UserAsync("alice")).SendAsync(HttpMethod.Get, new Uri(url).PathAndQuery);
        Assert.True(answer.IsSuccessStatusCode, url);
    }

    [Fact]
    public async Task Downloads_AreALaneOfTheRun_AndATable_AndFollowed()
    {
        var task = await CompleteAsync();
        var carol = await House.UserAsync("carol");
        (await carol.SendAsync(HttpMethod.Get, $"/api/v1/spaces/retail/download-tasks/{task}/file", headers: headers => headers.Range = new(0, 9))).Dispose();
        (await carol.SendAsync(HttpMethod.Get, $"/api/v1/spaces/retail/download-tasks/{task}/file?container=zip")).Dispose();
        var alice = await OpenAsync("alice", $"spaces/retail/downloads/{task}");
        var rows = alice.Page.GetByRole(AriaRole.Table, new() { Name = alice.Texts.Downloads.Lane }).Locator("tbody tr");

        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.Nth(0)).ToContainTextAsync("ZIP");
        await Expect(rows.Nth(1)).ToContainTextAsync("carol");
        await Expect(rows.Nth(1)).ToContainTextAsync("bytes=0-9");
        await Expect(alice.Page.Locator(".lane-downloads .lane-bar")).ToHaveCountAsync(2);

        // Of a download alone no event tells.
        (await carol.SendAsync(HttpMethod.Get, $"/api/v1/spaces/retail/download-tasks/{task}/file?container=plain")).Dispose();
        await Expect(rows).ToHaveCountAsync(3);
        await Expect(alice.Page.Locator(".lane-downloads .lane-bar")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Trace_IsLinkedToWhereTracesAreLookedAt()
    {
        var alice = await OpenAsync("alice", $"spaces/retail/downloads/{await CreateAsync()}");

        await Expect(alice.Page.GetByRole(AriaRole.Link, new() { Name = alice.Texts.Details.OpenTrace })).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^https://jaeger.example.com/trace/[0-9a-f]{32}$"));
    }

    [Fact]
    public async Task Countdown_OnAMachineWhoseClockIsWrong_IsTheServers()
    {
        var task = await CompleteAsync();
        var alice = await ComeAsync("alice", new() { IsNew = true });
        await alice.Page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(5) });
        await alice.OpenAsync($"spaces/retail/downloads/{task}");

        await Expect(alice.Page.Locator("dt", new() { HasTextString = alice.Texts.Details.Countdown }).Locator("xpath=following-sibling::dd[1]")).ToContainTextAsync("23");
    }

    [Fact]
    public async Task Reload_OfADeepLink_ShowsTheSameTask()
    {
        var task = await CreateAsync();
        var alice = await OpenAsync("alice", $"spaces/retail/downloads/{task}");
        await alice.Page.ReloadAsync();

        await Expect(alice.Page.Locator("dd code", new() { HasTextString = task })).ToBeVisibleAsync();
    }
}
