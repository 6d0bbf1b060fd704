using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks;

public sealed class PackagingTests
{
    private static readonly DownloadTaskState Waiting = StateClasses.All["waiting"].State!;
    private static readonly DownloadTaskState Planned = Sample.After((Sample.Submit(), TimeSpan.Zero), (new RecordPlan(Sample.Plan), TimeSpan.FromSeconds(1)));

    [Fact]
    public void RecordPacked_ShardsInAnyOrder_AreKeptByIndex()
    {
        var state = Planned;
        foreach (var index in (int[])[2, 0, 1])
        {
            state = Change(state, new RecordPacked([Sample.Packed(index)]));
        }

        Assert.Equal([0, 1, 2], state.Packaging.Packed.Select(shard => shard.Index));
        Assert.Equal((PackagingState.Packed, Sample.Start), (state.Packaging.State, state.Packaging.EndedAt));
        Assert.Equal(new PackagingTotals(35, 35, 35 * 12, 3, 3), state.Packaging.Totals);
        Assert.Equal(TaskEvent.Packed, state.History[^1].Event);
    }

    [Fact]
    public void RecordPacked_DuplicatesInOneCommand_CountOnce() =>
        Assert.Single(Change(Planned, new RecordPacked([Sample.Packed(1), Sample.Packed(1) with { Silo = "other" }])).Packaging.Packed);

    [Fact]
    public void RecordPacked_DuplicateOfAnOlderAttempt_IsIgnoredEvenWhereItsRowsDiffer()
    {
        var state = Change(Planned, new RecordPacked([Sample.Packed(1)]));

        Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(state, new RecordPacked([Sample.Packed(1, rows: 19)]), Sample.Start));
    }

    [Fact]
    public void RecordPacked_NoShards_ChangesNothing()
    {
        Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(Planned, new RecordPacked([]), Sample.Start));
        Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(Planned, new RecordPacked(default), Sample.Start));
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(0, 11)]
    [InlineData(3, 5)]
    [InlineData(-1, 5)]
    public void RecordPacked_RowsOrShardNotPlanned_ClosesTheTask(int index, long rows)
    {
        var state = Change(Planned, new RecordPacked([Sample.Packed(1), Sample.Packed(0, rows) with { Index = index }]));

        Assert.Equal(ErrorCodes.RowsMismatch, state.Packaging.Failure?.Code);
        Assert.Equal(CloseReason.PackagingFailed, state.CloseReason());
        Assert.Equal(state.Packaging.Failure?.Message, state.History[^1].Comment);
    }

    [Fact]
    public void RecordPlan_EmptySegment_CompletesWithNoRows()
    {
        var plan = new ShardPlan { SourceVersion = "v", Rows = 0, Shards = [new() { Index = 0, FirstRow = 0, Rows = 0 }] };

        var state = Change(Change(Waiting, new RecordPlan(plan)), new RecordPacked([Sample.Packed(0, rows: 0)]));

        Assert.Equal(PackagingState.Packed, state.Packaging.State);
    }

    [Fact]
    public void CanWait_PlanOfOneShard_AndDigestsOfASmallFile()
    {
        var one = new ShardPlan { SourceVersion = "v", Rows = 1, Shards = [new() { Index = 0, FirstRow = 0, Rows = 1 }] };
        var small = StateClasses.All["completed"].State!;
        var large = small with { Packaging = small.Packaging with { Packed = [Sample.Packed(0) with { Sections = [Sample.Packed(0).Sections[0] with { StoredBytes = (1 << 20) + 1 }] }] } };

        Assert.True(CanWait(Waiting, new RecordPlan(one)));
        Assert.False(CanWait(Waiting, new RecordPlan(Sample.Plan)));
        Assert.False(CanWait(Planned, new RecordPacked([Sample.Packed(0)])));
        Assert.True(CanWait(small, Sample.Digested));
        Assert.False(CanWait(large, Sample.Digested));
        Assert.Equal(small.Revision, Assert.IsType<Outcome.Changed>(DownloadTask.Decide(small, Sample.Digested, Sample.Start)).State.Revision);

        static bool CanWait(DownloadTaskState state, DownloadTaskCommand command) => Assert.IsType<Outcome.Changed>(DownloadTask.Decide(state, command, Sample.Start)).CanWait;
    }

    public static TheoryData<string, ShardPlan> BadPlans() => new()
    {
        { ErrorCodes.RowsMismatch, Sample.Plan with { Rows = 36 } },
        { ErrorCodes.RowsMismatch, Sample.Plan with { Shards = [Sample.Plan.Shards[0], Sample.Plan.Shards[2]] } },
        { ErrorCodes.RowsMismatch, Sample.Plan with { Shards = Sample.Plan.Shards.SetItem(1, Sample.Plan.Shards[1] with { FirstRow = 11 }) } },
        { ErrorCodes.Internal, Sample.Plan with { Shards = [] } },
        { ErrorCodes.Internal, Sample.Plan with { Shards = default } },
        { ErrorCodes.Internal, Sample.Plan with { Shards = [.. Enumerable.Range(0, ShardPlan.MaxShards + 1).Select(i => new Shard { Index = i, FirstRow = i, Rows = 1 })], Rows = ShardPlan.MaxShards + 1 } },
    };

    [Theory]
    [MemberData(nameof(BadPlans))]
    public void RecordPlan_ThatDoesNotAddUp_ClosesTheTask(string code, ShardPlan plan)
    {
        var state = Change(Waiting, new RecordPlan(plan));

        Assert.Equal((PackagingState.Failed, code), (state.Packaging.State, state.Packaging.Failure!.Code));
        Assert.Null(state.Packaging.Plan);
    }

    [Fact]
    public void RecordPlan_AnotherPlanLater_TheFirstOneStands() =>
        Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(Planned, new RecordPlan(Sample.Plan with { SourceVersion = "v2" }), Sample.Start));

    [Fact]
    public void FailPackaging_BeforeTheDecision_ClosesTheTaskForGood()
    {
        var state = Change(Planned, new FailPackaging(Sample.Failure));

        Assert.Equal(CloseReason.PackagingFailed, state.CloseReason());
        Assert.Equal(Sample.Failure, state.Packaging.Failure);
        Assert.Equal(DownloadTaskStatus.Closed, state.StatusAt(Sample.Start.AddYears(1)));
    }

    private static DownloadTaskState Change(DownloadTaskState state, DownloadTaskCommand command) =>
        Assert.IsType<Outcome.Changed>(DownloadTask.Decide(state, command, Sample.Start)).State;
}
