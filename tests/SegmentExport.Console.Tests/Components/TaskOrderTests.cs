using SegmentExport.WebConsole.Tasks;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class TaskOrderTests
{
    [Theory]
    [InlineData("in_approval", 3, "completed", 4, false)]
    [InlineData("completed", 4, "completed", 4, true)]
    [InlineData("completed", 5, "preparing", 4, true)]
    [InlineData("expired", 4, "completed", 5, true)]
    [InlineData("expired", 4, "expired", 5, false)]
    public void Told_ReplacesWhatIsShown_WhereItIsNotOlder(string told, long toldRevision, string shown, long shownRevision, bool replaces) =>
        Assert.Equal(replaces, (SomeTasks.Of(told) with { Revision = toldRevision }).MayReplace(SomeTasks.Of(shown) with { Revision = shownRevision }));
}
