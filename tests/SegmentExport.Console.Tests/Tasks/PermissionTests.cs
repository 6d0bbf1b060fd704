using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Tasks;

/// <summary>The permission matrix as somebody sees it: which buttons a task has.</summary>
public sealed class PermissionTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Theory]
    [InlineData("alice", "Details Withdraw")]
    [InlineData("bob", "Details")]
    [InlineData("carol", "Details Approve Reject")]
    [InlineData("dave", null)]
    public async Task TaskInApproval_HasTheButtonsOfWhoLooks(string user, string? buttons) => await AssertButtonsAsync(user, "retail", await CreateAsync(), buttons);

    [Theory]
    [InlineData("alice", "Details Download")]
    [InlineData("bob", "Details Download")]
    [InlineData("carol", "Details Download")]
    [InlineData("dave", null)]
    public async Task CompletedTask_HasTheButtonsOfWhoLooks(string user, string? buttons) => await AssertButtonsAsync(user, "retail", await CompleteAsync(), buttons);

    [Theory]
    [InlineData("alice", "Details")]
    [InlineData("carol", "Details")]
    public async Task RejectedTask_CanOnlyBeLookedAt(string user, string buttons)
    {
        var task = await CreateAsync();
        await DecideAsync("carol", "reject", task);

        await AssertButtonsAsync(user, "retail", task, buttons);
    }

    [Theory]
    [InlineData("dave", "Details Withdraw")]
    [InlineData("carol", "Details Approve Reject")]
    public async Task TaskOfSomebodyWhoMayApproveButNotSeeAll_IsNotTheirsToApprove(string user, string buttons) =>
        await AssertButtonsAsync(user, "retail", await CreateAsync("dave"), buttons);

    [Theory]
    [InlineData("carol", "Details Withdraw")]
    [InlineData("frank", "Details Approve Reject")]
    [InlineData("erin", null)]
    public async Task TaskInASpaceOfFourEyes_IsDecidedByAnother(string user, string? buttons) =>
        await AssertButtonsAsync(user, "finance", await CreateAsync("carol", "finance", "seniors"), buttons);

    private async Task AssertButtonsAsync(string user, string space, string task, string? buttons)
    {
        var visitor = await OpenAsync(user, $"spaces/{space}/downloads");
        if (buttons is null)
        {
            await Expect(visitor.Page.Locator("table, .state").First).ToBeVisibleAsync();
            await Expect(visitor.Row(task)).ToHaveCountAsync(0);
            visitor.Expected.Add("404: GET");
            await visitor.OpenAsync($"spaces/{space}/downloads/{task}");
            await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(visitor.Texts.Problems.TaskNotFound);
            return;
        }

        await Expect(visitor.Row(task).Locator(".actions").Locator("a, button")).ToHaveTextAsync(buttons.Split(' '), new() { UseInnerText = true, IgnoreCase = true });
        await visitor.OpenAsync($"spaces/{space}/downloads/{task}");
        foreach (var action in new[] { "Withdraw", "Approve", "Reject" })
        {
            await Expect(visitor.Button(action)).ToHaveCountAsync(buttons.Contains(action, StringComparison.Ordinal) ? 1 : 0);
        }
    }
}
