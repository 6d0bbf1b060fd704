using Bunit;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.Tasks;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class TimeLeftTests : ComponentTest
{
    [Fact]
    public void TimeLeft_RunsDown_AndIsOverInTheEnd()
    {
        var left = Render<TimeLeft>(one => one.AddCascadingValue(Texts.English).Add(row => row.Task, Completed(TimeSpan.FromMinutes(2))));
        Assert.Equal("2 min 00 s", left.Find("[role=timer]").TextContent);

        Clock.Advance(TimeSpan.FromSeconds(61));
        left.WaitForAssertion(() => Assert.Equal("59 s", left.Find("[role=timer]").TextContent));

        Clock.Advance(TimeSpan.FromSeconds(59));
        left.WaitForAssertion(() => Assert.Equal(Texts.English.Tasks.TimeLeftOver, left.Find("span").TextContent));
    }

    [Theory]
    [InlineData("in_approval")]
    [InlineData("closed")]
    [InlineData("expired")]
    public void TimeLeft_OfATaskWithoutAFile_IsNone(string status) =>
        Assert.Equal(Texts.English.Common.None, Render<TimeLeft>(one => one.AddCascadingValue(Texts.English).Add(row => row.Task, SomeTasks.Of(status))).Find("span").TextContent);

    private static DownloadTask Completed(TimeSpan left) => SomeTasks.Of("completed") with { ExpiresAt = SomeTasks.Now + left };
}
