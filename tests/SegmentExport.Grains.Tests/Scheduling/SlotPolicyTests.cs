using System.Collections.Immutable;
using System.Net;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Scheduling;

namespace SegmentExport.Grains.Tests.Scheduling;

public sealed class SlotPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private readonly SimulatedRules _rules = new();
    private readonly SlotPolicy _policy;

    public SlotPolicyTests() => _policy = new(NewId, _rules);

    [Fact]
    public void Grant_WithoutSilo_GrantsNothing()
    {
        Want("a", 1, 5);

        Assert.Empty(Grant());
        Assert.Equal(5, _policy.Waiting);
    }

    [Fact]
    public void Grant_MoreWaitingThanSlots_GrantsNoMoreThanSlots()
    {
        AddSilo(1, 2);
        AddSilo(2, 2);
        Want("a", 1, 10);

        var grants = Grant().Values.SelectMany(all => all).ToList();

        Assert.Equal(4, grants.Count);
        Assert.Equal([2, 2], grants.GroupBy(grant => grant.Silo).Select(group => group.Count()));
        Assert.Empty(Grant());
    }

    [Fact]
    public void Grant_TwoSpaces_TakeTurns()
    {
        AddSilo(1, 10);
        Want("a", 1, 100);
        Want("b", 2, 100);
        Want("b", 3, 100);

        var bySpace = Grant().GroupBy(pair => pair.Key.Space.Value).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value.Length));

        Assert.Equal(5, bySpace["a"]);
        Assert.Equal(5, bySpace["b"]);
    }

    [Fact]
    public void Grant_SmallTaskBehindLargeOne_GoesFirst()
    {
        Want("a", 1, 100);
        Want("a", 2, 1);
        AddSilo(1, 1);

        Assert.Equal(Key("a", 2), Assert.Single(Grant()).Key);
    }

    [Theory]
    [InlineData(100_000, 100, 20)]
    [InlineData(100, 495, 0)]
    [InlineData(100, 495 + 2700, 97)]
    public void Grant_EndlessSmallTasks_LeaveTheLargeOneItsShare(long rows, int grantsInAll, int share)
    {
        AddSilo(1, 1);
        Want("a", 1, 1000, 250_000_000);
        var large = 0;
        for (var small = 2; small < grantsInAll + 2; small++)
        {
            Want("a", small, 1, rows);
            var (task, grants) = Assert.Single(Grant());
            large += task == Key("a", 1) ? 1 : 0;
            Release(task, grants.Select(grant => grant.Id), task == Key("a", 1) ? 1000 - large : 0, task == Key("a", 1) ? 250_000_000 : 0);
        }

        Assert.InRange(large, share - 1, share + 1);
    }

    [Fact]
    public void Grant_EndlessQuickTasksOfALightSpace_HaveABurstAndThenItsWeight()
    {
        _rules.Weights[new("a")] = 100;
        AddSilo(1, 1);
        Want("a", 1, 10_000, 2_500_000_000);
        var large = 0;
        for (var quick = 2; quick < 3197; quick++)
        {
            Want("b", quick, 1, 100);
            var (task, grants) = Assert.Single(Grant());
            var isLarge = task == Key("a", 1);
            large += isLarge ? 1 : 0;
            Release(task, grants.Select(grant => grant.Id), isLarge ? 10_000 - large : 0, isLarge ? 2_500_000_000 : 0);
        }

        // A grant of the large one costs 26 times as much, over a hundred times the weight.
        Assert.InRange(large, 2000, 2400);
    }

    [Fact]
    public void Grant_QuickTaskOfASpaceThatHadMuch_GoesAheadOfAllOthers()
    {
        AddSilo(1, 1);
        Want("a", 1, 100, 25_000_000);
        Want("b", 2, 100, 25_000_000);
        var first = Assert.Single(Grant());
        Want(first.Key.Space.Value, 3, 1, 100);
        Release(first.Key, [first.Value[0].Id], 99, 24_750_000);

        Assert.Equal(Key(first.Key.Space.Value, 3), Assert.Single(Grant()).Key);
    }

    [Fact]
    public void Grant_SpaceThatLeavesAndComesBack_DoesNotGoAheadAgain()
    {
        AddSilo(1, 1);
        Want("b", 2, 100, 25_000_000);
        var turns = new List<string>();
        for (var task = 10; task < 20; task++)
        {
            Want("a", task, 1, 250_000);
            var (key, grants) = Assert.Single(Grant());
            turns.Add(key.Space.Value);
            Release(key, [grants[0].Id], key.Space.Value == "a" ? 0 : 100, key.Space.Value == "a" ? 0 : 25_000_000);
        }

        Assert.Equal(5, turns.Count(space => space == "a"));
    }

    [Fact]
    public void SetDemand_WithASourceThatWasNotSaidBefore_IsHeldToItsBound()
    {
        _rules.ParallelReads["cdp"] = 1;
        AddSilo(1, 4);
        _policy.SetDemand(new() { Task = Key("a", 1), WaitingShards = 3, RemainingRows = 3 });
        Want("a", 1, 3);

        Assert.Single(Assert.Single(Grant()).Value);
    }

    [Fact]
    public void Release_GivesTheSlotToTheNext()
    {
        AddSilo(1, 1);
        Want("a", 1, 1);
        Want("a", 2, 1);
        var first = Assert.Single(Grant());

        Release(first.Key, [first.Value[0].Id], 0, 0);

        Assert.NotEqual(first.Key, Assert.Single(Grant()).Key);
        Assert.Equal(1, _policy.Busy);
        Assert.DoesNotContain(first.Key, _policy.Tasks);
    }

    [Fact]
    public void Release_Twice_FreesOnce()
    {
        AddSilo(1, 1);
        Want("a", 1, 2);
        var grant = Assert.Single(Grant()).Value[0];

        Release(Key("a", 1), [grant.Id], 1, 1);
        Release(Key("a", 1), [grant.Id], 1, 1);

        Assert.Single(Grant());
        Assert.Empty(Grant());
    }

    [Fact]
    public void SetSilo_Leaving_GetsNoMoreGrants()
    {
        AddSilo(1, 4);
        _policy.SetSilo(Silo(1), "silo-1", 0, Now);
        Want("a", 1, 1);

        Assert.Empty(Grant());
    }

    [Fact]
    public void SetSilo_BackAgain_RemembersItsBusySlots()
    {
        AddSilo(1, 1);
        Want("a", 1, 2);
        Assert.Single(Grant());
        _policy.SetSilo(Silo(1), "silo-1", 0, Now);
        AddSilo(1, 1);

        Assert.Empty(Grant());
    }

    [Fact]
    public void SetDemand_GrantOnTheWay_IsKept()
    {
        AddSilo(1, 1);
        Want("a", 1, 2);
        var grants = Assert.Single(Grant()).Value;

        Assert.Equal(0, Want("a", 1, 2));
        Assert.Equal(1, _policy.Busy);

        _policy.Acknowledge(grants);
        Assert.Equal(1, Want("a", 1, 2));
        Assert.Equal(0, _policy.Busy);
    }

    [Fact]
    public void SetDemand_HeldAfterRebuild_OccupiesTheSlot()
    {
        AddSilo(1, 1);
        var held = new SlotGrant(NewId(), Silo(1), "silo-1");
        _policy.SetDemand(new() { Task = Key("a", 1), Held = [held], WaitingShards = 3, RemainingRows = 9, Source = "cdp" });

        Assert.Empty(Grant());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Remove_TaskWithGrants_FreesThemAndCountsWhatItHasReceived(int received)
    {
        AddSilo(1, 2);
        Want("a", 1, 2);
        _policy.Acknowledge(Assert.Single(Grant()).Value.Take(received));

        Assert.Equal(received, _policy.Remove(Key("a", 1)));

        Assert.Equal(0, _policy.Busy);
        Assert.Empty(_policy.Tasks);
    }

    private static Guid NewId() => Guid.CreateVersion7();

    private static SiloAddress Silo(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 10_000 + number), number);

    private static TaskKey Key(string space, int number) => new(new SpaceId(space), new TaskId(number.ToString("x32")));

    private IReadOnlyDictionary<TaskKey, ImmutableArray<SlotGrant>> Grant() => _policy.Grant(Now);

    private void Release(TaskKey task, IEnumerable<Guid> grants, int waiting, long remainingRows) =>
        _policy.Release(task, new() { Grants = [.. grants], WaitingShards = waiting, RemainingRows = remainingRows, Source = "cdp", Outcome = ShardOutcome.Packed }, Now);

    private void AddSilo(int number, int slots) => _policy.SetSilo(Silo(number), $"silo-{number}", slots, Now);

    private int Want(string space, int task, int shards, long? rows = null) => _policy.SetDemand(
        new() { Task = Key(space, task), Held = ImmutableArray<SlotGrant>.Empty, WaitingShards = shards, RemainingRows = rows ?? shards, Source = "cdp" });
}
