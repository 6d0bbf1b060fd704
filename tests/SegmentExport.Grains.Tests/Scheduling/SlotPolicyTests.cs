using System.Collections.Immutable;
using System.Net;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Scheduling;

namespace SegmentExport.Grains.Tests.Scheduling;

public sealed class SlotPolicyTests
{
    private readonly SlotPolicy _policy = new(NewId);

    [Fact]
    public void Grant_WithoutSilo_GrantsNothing()
    {
        Want("a", 1, 5);

        Assert.Empty(_policy.Grant());
        Assert.Equal(5, _policy.Waiting);
    }

    [Fact]
    public void Grant_MoreWaitingThanSlots_GrantsNoMoreThanSlots()
    {
        AddSilo(1, 2);
        AddSilo(2, 2);
        Want("a", 1, 10);

        var grants = _policy.Grant().Values.SelectMany(all => all).ToList();

        Assert.Equal(4, grants.Count);
        Assert.Equal([2, 2], grants.GroupBy(grant => grant.Silo).Select(group => group.Count()));
        Assert.Empty(_policy.Grant());
    }

    [Fact]
    public void Grant_TwoSpaces_TakeTurns()
    {
        AddSilo(1, 10);
        Want("a", 1, 100);
        Want("b", 2, 100);
        Want("b", 3, 100);

        var bySpace = _policy.Grant().GroupBy(pair => pair.Key.Space.Value).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value.Length));

        Assert.Equal(5, bySpace["a"]);
        Assert.Equal(5, bySpace["b"]);
    }

    [Fact]
    public void Grant_SmallTaskBehindLargeOne_GoesFirst()
    {
        Want("a", 1, 100);
        Want("a", 2, 1);
        AddSilo(1, 1);

        Assert.Equal(Key("a", 2), Assert.Single(_policy.Grant()).Key);
    }

    [Fact]
    public void Grant_EndlessSmallTasks_LeaveTheLargeOneItsShare()
    {
        AddSilo(1, 1);
        Want("a", 1, 1000);
        var large = 0;
        for (var small = 2; small < 102; small++)
        {
            Want("a", small, 1);
            var (task, grants) = Assert.Single(_policy.Grant());
            large += task == Key("a", 1) ? 1 : 0;
            _policy.Release(task, grants.Select(grant => grant.Id), task == Key("a", 1) ? 1000 - large : 0, 1);
        }

        Assert.InRange(large, 15, 25);
    }

    [Fact]
    public void Release_GivesTheSlotToTheNext()
    {
        AddSilo(1, 1);
        Want("a", 1, 1);
        Want("a", 2, 1);
        var first = Assert.Single(_policy.Grant());

        _policy.Release(first.Key, [first.Value[0].Id], 0, 0);

        Assert.NotEqual(first.Key, Assert.Single(_policy.Grant()).Key);
        Assert.Equal(1, _policy.Busy);
        Assert.DoesNotContain(first.Key, _policy.Tasks);
    }

    [Fact]
    public void Release_Twice_FreesOnce()
    {
        AddSilo(1, 1);
        Want("a", 1, 2);
        var grant = Assert.Single(_policy.Grant()).Value[0];

        _policy.Release(Key("a", 1), [grant.Id], 1, 1);
        _policy.Release(Key("a", 1), [grant.Id], 1, 1);

        Assert.Single(_policy.Grant());
        Assert.Empty(_policy.Grant());
    }

    [Fact]
    public void SetSilo_Leaving_GetsNoMoreGrants()
    {
        AddSilo(1, 4);
        _policy.SetSilo(Silo(1), "silo-1", 0);
        Want("a", 1, 1);

        Assert.Empty(_policy.Grant());
    }

    [Fact]
    public void SetSilo_BackAgain_RemembersItsBusySlots()
    {
        AddSilo(1, 1);
        Want("a", 1, 2);
        Assert.Single(_policy.Grant());
        _policy.SetSilo(Silo(1), "silo-1", 0);
        AddSilo(1, 1);

        Assert.Empty(_policy.Grant());
    }

    [Fact]
    public void SetDemand_GrantOnTheWay_IsKept()
    {
        AddSilo(1, 1);
        Want("a", 1, 2);
        var grants = Assert.Single(_policy.Grant()).Value;

        Want("a", 1, 2);
        Assert.Equal(1, _policy.Busy);

        _policy.Acknowledge(grants);
        Want("a", 1, 2);
        Assert.Equal(0, _policy.Busy);
    }

    [Fact]
    public void SetDemand_HeldAfterRebuild_OccupiesTheSlot()
    {
        AddSilo(1, 1);
        var held = new SlotGrant(NewId(), Silo(1), "silo-1");
        _policy.SetDemand(new() { Task = Key("a", 1), Held = [held], WaitingShards = 3, RemainingRows = 9 });

        Assert.Empty(_policy.Grant());
    }

    [Fact]
    public void Remove_TaskWithGrants_FreesThem()
    {
        AddSilo(1, 2);
        Want("a", 1, 2);
        _policy.Grant();

        _policy.Remove(Key("a", 1));

        Assert.Equal(0, _policy.Busy);
        Assert.Empty(_policy.Tasks);
    }

    private static Guid NewId() => Guid.CreateVersion7();

    private static SiloAddress Silo(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 10_000 + number), number);

    private static TaskKey Key(string space, int number) => new(new SpaceId(space), new TaskId(number.ToString("x32")));

    private void AddSilo(int number, int slots) => _policy.SetSilo(Silo(number), $"silo-{number}", slots);

    private void Want(string space, int task, int shards) => _policy.SetDemand(
        new() { Task = Key(space, task), Held = ImmutableArray<SlotGrant>.Empty, WaitingShards = shards, RemainingRows = shards });
}
