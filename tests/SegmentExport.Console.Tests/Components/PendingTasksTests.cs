using System.Text.Json;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Live;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class PendingTasksTests
{
    [Fact]
    public void Task_ThatChangedOften_IsTakenOnce_AsItIsNow()
    {
        var pending = new PendingTasks();
        for (var revision = 1; revision <= 100; revision++)
        {
            pending.Add(JsonSerializer.Serialize(SomeTasks.Of("in_approval") with { Revision = revision }, ApiJson.Default.DownloadTask));
        }

        Assert.Equal(100, Assert.Single(pending.Take()).Revision);
        Assert.Empty(pending.Take());
    }
}
