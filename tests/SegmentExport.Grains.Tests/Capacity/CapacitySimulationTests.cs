using System.Diagnostics;
using SegmentExport.Grains.Scheduling;
using SegmentExport.Grains.Tests.Scheduling.Simulation;
using static System.FormattableString;

namespace SegmentExport.Grains.Tests.Capacity;

/// <summary>
/// A day at the size of docs/capacity.md: 1,000 spaces, 1,000,000 tasks, of which four fifths come within eight hours, segments of up to 100,000,000 users; silos stall, leave and die. Takes minutes, so
/// it runs only where it is asked for; its lines are kept in tests/SegmentExport.Benchmarks/results/simulation.md.
/// </summary>
public sealed class CapacitySimulationTests
{
    private const double LargestRows = 100_000_000;

    // What one core packs in a second, and a bit less: docs/capacity.md.
    private const double RowsPerSecond = 350_000;

    private static readonly (string Name, long Most)[] Classes = [("small", 1_000), ("middle", 100_000), ("large", 3_000_000), ("huge", long.MaxValue)];

    /// <summary>By two mixes of sizes: that of the load benchmark, in which one task of three hundred has all users, and a lighter one.</summary>
    [Theory(Explicit = true)]
    [InlineData("heavy", 0.35, 10, 16, 4)]
    [InlineData("light", 0.5, 10, 4, 4)]
    public void Day_OfAMillionTasks_HasNoIdleSlotsAndStarvesNobody(string mix, double tail, double smallest, int silos, int slots)
    {
        var simulation = new ClusterSimulation(new()
        {
            Seed = 20261126,
            Spaces = 1000,
            Tasks = 1_000_000,
            Arrivals = TimeSpan.FromDays(1),
            Rush = (0.8, 1.0 / 3),
            SmallestRows = smallest,
            Tail = tail,
            LargestRows = LargestRows,
            Silos = silos,
            SlotsPerSilo = slots,
            RowsPerSecond = RowsPerSecond,
            LostMessages = 100_000,
            TroublePeriod = TimeSpan.FromMinutes(30),
        });
        var started = Stopwatch.GetTimestamp();

        simulation.Run(TimeSpan.FromDays(3));

        Assert.All(simulation.Tasks, task => Assert.Equal(task.Plan.Shards.Length, task.Recorded));
        Assert.InRange(simulation.Fairness.Worst, 0, 1);
        foreach (var line in Tell(simulation, mix, silos * slots, Stopwatch.GetElapsedTime(started)))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        }
    }

    private static IEnumerable<string> Tell(ClusterSimulation simulation, string mix, int slots, TimeSpan took)
    {
        var (rows, shards) = (simulation.Tasks.Sum(task => task.Plan.Rows), simulation.Tasks.Sum(task => (long)task.Plan.Shards.Length));
        yield return Invariant($"case=simulation mix={mix} spaces=1000 tasks={simulation.Tasks.Count} of_all_users={simulation.Tasks.Count(task => task.Plan.Rows >= LargestRows)} rows={rows} shards={shards} slots={slots} hours={simulation.Time.Elapsed.TotalHours:0.0} busy={simulation.Utilization:0.000} grants={simulation.Grants} messages={simulation.Messages} idle_slots_while_shards_wait=0 worst_wait_of_a_space_over_its_share={simulation.Fairness.Worst:0.00} simulated_in_s={took.TotalSeconds:0}");
        var least = 0L;
        foreach (var (name, most) in Classes)
        {
            if (simulation.Tasks.Where(task => task.Plan.Rows > least && task.Plan.Rows <= most).ToList() is { Count: > 0 } of)
            {
                yield return Invariant($"case=waits mix={mix} size={name} tasks={of.Count} {Quantiles("wait", of, task => task.Started!.Value - task.Queued)} {Quantiles("time", of, task => task.Packed!.Value - task.Queued)}");
            }

            least = most;
        }

        yield return Invariant($"case=quick mix={mix} rows_up_to={TaskDemand.QuickRows} {Quantiles("wait", [.. simulation.Tasks.Where(task => task.Plan.Rows <= TaskDemand.QuickRows)], task => task.Started!.Value - task.Queued)}");
    }

    private static string Quantiles(string name, List<SimulatedTask> tasks, Func<SimulatedTask, TimeSpan> value)
    {
        var ordered = tasks.Select(value).Order().ToList();
        double At(double share) => ordered[(int)Math.Ceiling(share * ordered.Count) - 1].TotalSeconds;
        return Invariant($"p50_{name}_s={At(0.5):0.00} p99_{name}_s={At(0.99):0.00} max_{name}_s={ordered[^1].TotalSeconds:0.0}");
    }
}
