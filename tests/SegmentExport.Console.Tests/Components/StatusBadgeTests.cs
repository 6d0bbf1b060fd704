using Bunit;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.Tasks;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class StatusBadgeTests : ComponentTest
{
    [Theory]
    [InlineData("in_approval", "审批中", "In approval")]
    [InlineData("preparing", "文件准备中", "Preparing the file")]
    [InlineData("completed", "已完成", "Completed")]
    [InlineData("closed", "已关闭", "Closed")]
    [InlineData("expired", "已失效", "Expired")]
    public void Status_IsAWordAndAPicture_InBothLanguages(string status, string chinese, string english)
    {
        Assert.Equal(chinese, Badge(status, Texts.Chinese).Find(".status").TextContent);
        Assert.Equal(english, Badge(status, Texts.English).Find(".status").TextContent);
        Assert.Equal(5, new[] { "in_approval", "preparing", "completed", "closed", "expired" }.Select(one => Badge(one, Texts.English).Find("svg").InnerHtml).Distinct().Count());
    }

    [Fact]
    public void ClosedTask_SaysWhy() => Assert.Contains(Texts.English.Terms.Rejected, Badge("closed", Texts.English).Markup, StringComparison.Ordinal);

    private IRenderedComponent<StatusBadge> Badge(string status, Texts texts) =>
        Render<StatusBadge>(badge => badge.AddCascadingValue(texts).Add(one => one.Task, SomeTasks.Of(status)));
}
