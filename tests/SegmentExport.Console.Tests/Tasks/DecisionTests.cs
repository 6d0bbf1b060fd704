using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Tasks;

/// <summary>Decisions in the list, seen by those who wait for them.</summary>
public sealed class DecisionTests(ConsoleHouse house) : ConsoleTest(house)
{
    private const string List = "spaces/retail/downloads";

    [Fact]
    public async Task Approve_ByAnother_IsSeenAtOnceByTheSubmitter_WhoDownloads()
    {
        var task = await CreateAsync("alice", "retail", "vip-invited", new { id = "name", masking = "name" }, new { id = "city" });
        var (alice, carol) = (await OpenAsync("alice", List), await OpenAsync("carol", List));
        await Expect(alice.Row(task).Locator(".status")).ToHaveTextAsync(alice.Texts.Terms.InApproval);

        await carol.Row(task).GetByRole(AriaRole.Button, new() { Name = carol.Texts.Tasks.Approve }).ClickAsync();
        var dialog = carol.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(carol.Texts.Tasks.Comment).FillAsync("Fine");
        await dialog.GetByRole(AriaRole.Button, new() { Name = carol.Texts.Tasks.Approve }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(carol.Page.GetByText(carol.Texts.Tasks.Approved)).ToBeVisibleAsync();

        await Expect(alice.Row(task).Locator(".status")).ToHaveTextAsync(alice.Texts.Terms.Completed);
        var download = await alice.Page.RunAndWaitForDownloadAsync(() => alice.Row(task).GetByRole(AriaRole.Button, new() { Name = alice.Texts.Tasks.Download }).ClickAsync());
        await DownloadedFile.AssertAsync(download, "name,city", minRows: 1);
    }

    [Fact]
    public async Task Reject_WithAComment_ClosesTheTask()
    {
        var task = await CreateAsync();
        var (alice, carol) = (await OpenAsync("alice", List), await OpenAsync("carol", List));

        await carol.Row(task).GetByRole(AriaRole.Button, new() { Name = carol.Texts.Tasks.Reject }).ClickAsync();
        await carol.Page.GetByRole(AriaRole.Dialog).GetByLabel(carol.Texts.Tasks.Comment).FillAsync("Too many people");
        await carol.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = carol.Texts.Tasks.Reject }).ClickAsync();

        await Expect(carol.Row(task).Locator(".status")).ToHaveTextAsync(carol.Texts.Terms.Closed);
        await Expect(alice.Row(task).Locator(".status")).ToHaveTextAsync(alice.Texts.Terms.Closed);
        await Expect(alice.Row(task)).ToContainTextAsync(alice.Texts.Terms.Rejected);
    }

    [Fact]
    public async Task Withdraw_ByTheSubmitter_ClosesTheTask_AndCanBeThoughtBetterOf()
    {
        var task = await CreateAsync();
        var alice = await OpenAsync("alice", List);
        var withdraw = alice.Row(task).GetByRole(AriaRole.Button, new() { Name = alice.Texts.Tasks.Withdraw });
        await withdraw.ClickAsync();
        await alice.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = alice.Texts.Common.Cancel }).ClickAsync();
        await Expect(alice.Row(task).Locator(".status")).ToHaveTextAsync(alice.Texts.Terms.InApproval);

        await withdraw.ClickAsync();
        await alice.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = alice.Texts.Tasks.Withdraw }).ClickAsync();

        await Expect(alice.Row(task).Locator(".status")).ToHaveTextAsync(alice.Texts.Terms.Closed);
        await Expect(alice.Row(task)).ToContainTextAsync(alice.Texts.Terms.Withdrawn);
    }

    [Theory]
    [InlineData("carol", "approve", "reject", "approved")]
    [InlineData("alice", "withdraw", "approve", "withdrew")]
    public async Task Decision_AfterAnothers_SaysWhoDecidedWhat(string first, string done, string attempted, string word)
    {
        var task = await CreateAsync();
        var carol = await OpenAsync("carol", List);
        carol.Expected.Add("409");
        await carol.Row(task).GetByRole(AriaRole.Button, new() { Name = carol.Texts.Tasks.Action(attempted) }).ClickAsync();
        await DecideAsync(first, done, task);
        var dialog = carol.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = carol.Texts.Tasks.Action(attempted) }).ClickAsync();

        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync($"{first} {word} this task");
        await dialog.GetByRole(AriaRole.Button, new() { Name = carol.Texts.Common.Close }).ClickAsync();
        await Expect(carol.Row(task).GetByRole(AriaRole.Button, new() { Name = carol.Texts.Tasks.Action(attempted) })).ToHaveCountAsync(0);
    }
}
