using SegmentExport.WebConsole.Decisions;
using SegmentExport.WebConsole.Localization;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class ConflictsTests
{
    [Theory]
    [InlineData("approved", "frank approved this task")]
    [InlineData("rejected", "frank rejected this task")]
    [InlineData("withdrawn", "frank withdrew this task")]
    public void Conflict_WithADecision_NamesWhoDecidedWhat(string decision, string expected)
    {
        var now = SomeTasks.Of("closed") with { Decision = new() { Kind = decision, By = "frank", At = SomeTasks.Now } };

        Assert.StartsWith(expected, Conflicts.Explain(now, Texts.English), StringComparison.Ordinal);
    }

    [Fact]
    public void Conflict_WithoutADecision_NamesTheStatus() => Assert.Contains("已关闭", Conflicts.Explain(SomeTasks.Of("closed"), Texts.Chinese), StringComparison.Ordinal);
}
