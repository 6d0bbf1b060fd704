using Bunit;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.Tasks;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class TaskActionsTests : ComponentTest
{
    [Theory]
    [InlineData("", "")]
    [InlineData("view", "详情")]
    [InlineData("view withdraw", "详情 撤回")]
    [InlineData("view approve reject", "详情 通过 驳回")]
    [InlineData("view download", "详情 下载")]
    public void Buttons_AreTheAllowedActions(string allowed, string buttons)
    {
        var actions = Render<TaskActions>(one => one.AddCascadingValue(Texts.Chinese).Add(row => row.Task, SomeTasks.Of("in_approval", allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

        Assert.Equal(buttons, string.Join(' ', actions.FindAll("a, button").Select(button => button.TextContent.Trim())));
    }

    [Fact]
    public void Button_ThatIsClicked_TellsItsAction()
    {
        string? told = null;
        var actions = Render<TaskActions>(one => one.AddCascadingValue(Texts.Chinese).Add(row => row.Task, SomeTasks.Of("in_approval", "approve", "reject")).Add(row => row.OnAction, action => told = action));
        actions.FindAll("button")[1].Click();

        Assert.Equal("reject", told);
    }
}
