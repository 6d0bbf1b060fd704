using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Tasks;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class TaskPageTests
{
    private static readonly TaskQuery All = new(null, null, false);
    private static readonly DownloadTask Shown = SomeTasks.Of("in_approval") with { Revision = 5 };

    [Fact]
    public void Task_ThatIsShown_IsReplaced_AndStaysEvenIfItMatchesNoMore()
    {
        var page = Page(null);

        Assert.True(page.Apply([Shown with { Status = "closed", Revision = 6 }], new(null, "in_approval", false), "carol"));
        Assert.Equal("closed", Assert.Single(page.Items).Status);
    }

    [Fact]
    public void Task_ThatComesLate_ChangesNothing()
    {
        var page = Page(null);

        Assert.False(page.Apply([Shown with { Status = "closed", Revision = 4 }], All, "carol"));
        Assert.Equal("in_approval", page.Items[0].Status);
    }

    [Fact]
    public void Task_ThatIsNew_WaitsToBeAskedFor_Once()
    {
        var page = Page(null);
        var newer = Shown with { Id = "0193600000007000800000000000beef", SubmittedAt = Shown.SubmittedAt.AddSeconds(1) };

        page.Apply([newer], All, "carol");
        page.Apply([newer with { Revision = 9 }], All, "carol");

        Assert.Equal(1, page.NewCount);
        Assert.Single(page.Items);
    }

    [Theory]
    [InlineData("sleep", null, false)]
    [InlineData(null, "completed", false)]
    [InlineData(null, null, true)]
    public void Task_ThatTheFiltersLeaveOut_IsNotNew(string? search, string? status, bool mine)
    {
        var page = Page(null);

        page.Apply([Shown with { Id = "0193600000007000800000000000beef" }], new(search, status, mine), "carol");

        Assert.Equal(0, page.NewCount);
    }

    [Fact]
    public void Task_OnALaterPage_OrOlder_IsNotNew()
    {
        var (second, first) = (Page("cursor"), Page(null));
        var other = Shown with { Id = "0193600000007000800000000000beef" };

        second.Apply([other], All, "carol");
        first.Apply([other with { SubmittedAt = Shown.SubmittedAt.AddSeconds(-1) }], All, "carol");

        Assert.Equal((0, 0), (second.NewCount, first.NewCount));
    }

    private static TaskPage Page(string? cursor) => new(new ItemList<DownloadTask> { Items = [Shown] }, cursor);
}
