using SegmentExport.Domain.Identity;
using SegmentExport.TestKit.Measures;

namespace SegmentExport.Grains.Tests.Scheduling.Simulation;

public sealed class SimulationTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cluster_InGoodHealth_PacksEverythingFairlyWithoutIdleSlots(int seed)
    {
        var simulation = new ClusterSimulation(new() { Seed = seed, Tail = 0.3 });

        simulation.Run(Day);

        AssertComplete(simulation);
        Assert.InRange(simulation.Fairness.Worst, 0, 1);
    }

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, false)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    public void Cluster_WhoseSilosStallLeaveAndDie_AndThatLosesMessages_LosesNoShardAndCountsNoneTwice(int seed, bool isSchedulerLost)
    {
        var simulation = new ClusterSimulation(new()
        {
            Seed = seed,
            Silos = 5,
            LostMessages = 50,
            TroublePeriod = TimeSpan.FromSeconds(20),
            SchedulerPeriod = isSchedulerLost ? TimeSpan.FromSeconds(97) : TimeSpan.Zero,
        });

        simulation.Run(Day);

        AssertComplete(simulation);
        simulation.RunFor(simulation.Time.Elapsed + TimeSpan.FromMinutes(2));
        Assert.Equal(0, simulation.BusySlots);
    }

    [Fact]
    public void ThousandsOfSpaces_InABackLog_WaitNoLongerThanTheirShare()
    {
        var simulation = new ClusterSimulation(new() { Seed = 21, Spaces = 3000, Tasks = 6000, Arrivals = TimeSpan.FromMinutes(1), Silos = 10, SlotsPerSilo = 8 });

        simulation.Run(Day);

        AssertComplete(simulation);
        Assert.InRange(simulation.Fairness.Worst, 0, 1);
    }

    [Fact]
    public void SpacesOfEqualWeight_ThatAllWait_GetEqualWork()
    {
        var simulation = new ClusterSimulation(new() { Seed = 31, Spaces = 20, Tasks = 2000, Arrivals = TimeSpan.FromSeconds(1), SmallestRows = 20_000 });

        simulation.RunFor(TimeSpan.FromMinutes(1));

        Assert.InRange(JainIndex.Of(simulation.Fairness.Granted.Values), 0.99, 1);
        Assert.InRange(simulation.Utilization, 0.95, 1);
    }

    [Fact]
    public void SpacesOfOtherWeights_ThatAllWait_GetWorkByTheirWeights()
    {
        var simulation = new ClusterSimulation(
            new() { Seed = 32, Spaces = 4, Tasks = 2000, Arrivals = TimeSpan.FromSeconds(1), SmallestRows = 50_000 },
            rules => (rules.Weights[new("space-0")], rules.Weights[new("space-1")]) = (5, 2));

        simulation.RunFor(TimeSpan.FromMinutes(1));

        double Of(int space) => simulation.Fairness.Granted[new SpaceId($"space-{space}")];
        Assert.InRange(Of(0) / Of(2), 4.75, 5.25);
        Assert.InRange(Of(1) / Of(3), 1.9, 2.1);
    }

    [Fact]
    public void QuickTasks_WhileLargeOnesHaveAllSlots_StartWithinTheTimeOfAShard()
    {
        var simulation = new ClusterSimulation(new() { Seed = 41, Spaces = 20, Tasks = 2500, SlotsPerSilo = 2, Arrivals = TimeSpan.FromMinutes(10), SmallestRows = 10, Tail = 0.2 });

        simulation.Run(Day);

        var waits = simulation.Tasks.Where(task => task.Plan.Rows <= 1000).Select(task => (task.Started!.Value - task.Queued).TotalSeconds).Order().ToList();
        Assert.InRange(waits.Count, 1000, 2000);
        Assert.InRange(waits[(int)(0.99 * waits.Count)], 0, 1.3);
    }

    [Fact]
    public void SourceWithABound_IsNeverReadByMore_AndOthersHaveTheRest()
    {
        var simulation = new ClusterSimulation(new() { Seed = 51, Sources = 2, SmallestRows = 20_000 }, rules => rules.ParallelReads["source-0"] = 3);

        simulation.Run(Day);

        AssertComplete(simulation);
        Assert.Equal(3, simulation.MostReading["source-0"]);
        Assert.InRange(simulation.MostReading["source-1"], 10, 12);
    }

    [Fact]
    public void SourceThatIsAway_Rests_AndNoTaskIsGivenUp()
    {
        var simulation = new ClusterSimulation(new() { Seed = 61, Sources = 2, SourceAway = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)) });

        simulation.Run(Day);

        AssertComplete(simulation);
        Assert.InRange(simulation.FaultsOfSources, 5, 60);
    }

    private static void AssertComplete(ClusterSimulation simulation) =>
        Assert.All(simulation.Tasks, task => Assert.Equal(task.Plan.Shards.Length, task.Recorded));
}
