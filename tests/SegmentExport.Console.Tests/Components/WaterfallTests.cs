using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Details;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class WaterfallTests
{
    [Fact]
    public void ShardsOfASilo_ThatOverlap_LieInLanesOfTheirOwn()
    {
        var chart = Waterfall.OfPacking(SomeTasks.Of("in_approval"), [Shard(0, "a", 1, 4), Shard(1, "a", 2, 4), Shard(2, "a", 5, 1), Shard(3, "b", 1, 1)])!;

        Assert.Equal([LaneKind.Queued, LaneKind.Silo, LaneKind.Silo, LaneKind.Silo], chart.Lanes.Select(lane => lane.Kind));
        Assert.Equal(["a", "a", "b"], chart.Lanes.Skip(1).Select(lane => lane.Silo));
        Assert.Equal([0, 2], chart.Lanes[1].Bars.Select(bar => bar.Shard!.Index));
        Assert.Equal(SomeTasks.Now.AddSeconds(6), chart.To);
        Assert.Equal(0.5, chart.At(SomeTasks.Now.AddSeconds(3)), 3);
    }

    [Fact]
    public void Life_OfAnApprovedTask_EndsWithItsFile()
    {
        var task = SomeTasks.Of("completed") with
        {
            Decision = new() { Kind = "approved", By = "carol", At = SomeTasks.Now.AddHours(1) },
            ExpiresAt = SomeTasks.Now.AddHours(25),
            History = [new() { Event = "packed", At = SomeTasks.Now.AddMinutes(1) }],
        };
        var chart = Waterfall.OfLife(task, SomeTasks.Now.AddHours(2), [Download(13), Download(7)]);

        Assert.Equal(task.ExpiresAt, chart.To);
        Assert.Equal([LaneKind.Approval, LaneKind.Packaging, LaneKind.Ready, LaneKind.Downloads], chart.Lanes.Select(lane => lane.Kind));
        Assert.Equal(SomeTasks.Now.AddHours(1), chart.Lanes[2].Bars[0].From);
        Assert.Equal([7, 13], chart.Lanes[3].Bars.Select(bar => (bar.From - SomeTasks.Now).TotalHours));
    }

    [Fact]
    public void Packing_OfNoShard_IsNone() => Assert.Null(Waterfall.OfPacking(SomeTasks.Of("in_approval"), []));

    private static DownloadInfo Download(double after) => new("alice", SomeTasks.Now.AddHours(after), "gzip", null, 100, false);

    private static PackedShardInfo Shard(int index, string silo, double startsAfter, double seconds) =>
        new(index, silo, SomeTasks.Now.AddSeconds(startsAfter), seconds, 1, 1);
}
