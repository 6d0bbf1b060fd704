using System.Diagnostics;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Telemetry;

/// <summary>
/// Two clusters that do the same in turn, in pairs of runs that are seconds apart, so that a machine that is slower for a while slows both. Which goes first is tossed for each pair. Of each run both
/// its speed and the processor time of the cluster's processes for each piece of work are taken: speed is what counts, processor time is what a busy machine does not blur.
/// </summary>
internal sealed class PairedRuns(ClusterProcesses off, ClusterProcesses on)
{
    private const int Seed = 20_261_126;

    private readonly Random _toss = new(Seed);
    private readonly List<double> _speeds = [];
    private readonly List<double> _costs = [];
    private readonly List<(double Speed, double Cost)> _off = [];
    private readonly List<(double Speed, double Cost)> _on = [];

    /// <summary>Makes the runs.</summary>
    /// <param name="warmUps">Pairs that do not count.</param>
    /// <param name="pairs">Pairs that count.</param>
    /// <param name="work">Does a run; returns how much work it was, and how long that took.</param>
    public async Task RunAsync(int warmUps, int pairs, Func<ClusterProcesses, Task<(double Work, TimeSpan Time)>> work)
    {
        for (var pair = -warmUps; pair < pairs; pair++)
        {
            var isOnFirst = _toss.Next(2) == 0;
            var first = await MeasureAsync(isOnFirst ? on : off, work);
            var second = await MeasureAsync(isOnFirst ? off : on, work);
            var (with, without) = isOnFirst ? (first, second) : (second, first);
            Console.WriteLine(Invariant($"# {(pair < 0 ? "warm-up" : "pair")} off {without.Speed:0.0} {without.Cost:0.000} on {with.Speed:0.0} {with.Cost:0.000}"));
            if (pair >= 0)
            {
                _off.Add(without);
                _on.Add(with);
                _speeds.Add(with.Speed / without.Speed);
                _costs.Add(with.Cost / without.Cost);
            }
        }
    }

    /// <summary>The medians of both sides; the median of the pairs' ratios, with the interval that holds the true one with 95 %.</summary>
    /// <param name="unit">What a piece of work is called.</param>
    public string Tell(string unit) => Invariant(
        $"pairs={_speeds.Count} off_{unit}_per_s={MedianOf(_off.Select(run => run.Speed)):0.0} on_{unit}_per_s={MedianOf(_on.Select(run => run.Speed)):0.0} {Interval("ratio", _speeds)} target_ratio=0.97")
        + Invariant($" off_cpu_us={MedianOf(_off.Select(run => run.Cost)):0.000} on_cpu_us={MedianOf(_on.Select(run => run.Cost)):0.000} {Interval("cpu_ratio", _costs)}");

    private static async Task<(double Speed, double Cost)> MeasureAsync(ClusterProcesses cluster, Func<ClusterProcesses, Task<(double Work, TimeSpan Time)>> work)
    {
        var before = ProcessorTimeOf(cluster);
        var (done, time) = await work(cluster);
        return (done / time.TotalSeconds, (ProcessorTimeOf(cluster) - before).TotalMicroseconds / done);
    }

    private static TimeSpan ProcessorTimeOf(ClusterProcesses cluster) => TimeSpan.FromTicks(cluster.Silos.Concat(cluster.Gateways).Sum(server =>
    {
        using var process = Process.GetProcessById(server.Id);
        return process.TotalProcessorTime.Ticks;
    }));

    /// <summary>Of a median nothing has to be known of how values are spread: how many of them lie below it is binomial with 1/2.</summary>
    private static string Interval(string name, List<double> values)
    {
        var sorted = values.Order().ToList();
        var (rank, tail, chance) = (0, 0.0, Math.Pow(0.5, sorted.Count));
        while (rank < (sorted.Count - 1) / 2 && tail + chance <= 0.025)
        {
            tail += chance;
            rank++;
            chance *= (double)(sorted.Count - rank + 1) / rank;
        }

        var cut = Math.Max(0, rank - 1);
        return Invariant($"{name}={MedianOf(sorted):0.000} {name}_low={sorted[cut]:0.000} {name}_high={sorted[^(cut + 1)]:0.000}");
    }

    private static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
