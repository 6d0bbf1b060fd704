using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>The dialogs of decisions.</summary>
public sealed class DecisionStateTests(ConsoleHouse house) : PageStates(house)
{
    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task DecisionDialog(string action)
    {
        var task = await CreateAsync();
        await LookAsync($"dialog-{action}", "carol", Retail, async visitor =>
        {
            await visitor.Row(task).GetByRole(AriaRole.Button, new() { Name = visitor.Texts.Tasks.Action(action) }).ClickAsync();
            await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task DecisionDialogInConflict()
    {
        var task = await CreateAsync();
        await LookAsync("dialog-conflict", "carol", Retail, async visitor =>
        {
            visitor.Expected.Add("409");
            var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
            await visitor.Row(task).GetByRole(AriaRole.Button, new() { Name = visitor.Texts.Tasks.Reject }).ClickAsync();
            await DecideAsync("alice", "withdraw", task);
            await dialog.GetByRole(AriaRole.Button, new() { Name = visitor.Texts.Tasks.Reject }).ClickAsync();
            await Expect(dialog.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        });
    }
}
