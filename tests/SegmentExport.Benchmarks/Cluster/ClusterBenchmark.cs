using System.Diagnostics;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Cluster;

/// <summary>Silos as processes on PostgreSQL: how evenly three share the shards of one export, and what a second core gives when a second silo has it.</summary>
internal static class ClusterBenchmark
{
    private const int MaxRows = 3_000_000;
    private const int SpreadShards = 60;
    private const int ScalingShards = 12;

    // A silo that has just started compiles its loops on the one core that it has: each silo packs as many shards as this before it is measured.
    private const int WarmUpShards = 4 * ScalingShards;

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var rows = Math.Min(options.Rows, MaxRows);
        var lines = new List<string> { await SpreadAsync(rows), await ScalingAsync(rows, options.Runs) };
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }

    private static async Task<string> SpreadAsync(int rows)
    {
        await using var cluster = await StartAsync(rows, SpreadShards, silos: 3);
        var parts = await ClusterPacking.PackAsync(cluster);
        var shares = cluster.Silos.Select(silo => (double)parts.Count(part => part.Silo == silo.Name) / parts.Count).Order().ToArray();
        return Tell(Invariant($"case=spread rows={rows} shards={parts.Count} silos={shares.Length} least_share={shares[0]:0.00} most_share={shares[^1]:0.00} target_least=0.20"));
    }

    /// <summary>One silo that has one core, and then another one beside it that has the other. The gateway and PostgreSQL, which do little meanwhile, have both.</summary>
    private static async Task<string> ScalingAsync(int rows, int runs)
    {
        await using var cluster = await StartAsync(rows, ScalingShards, silos: 1);
        await PinAsync(cluster.Silos[0], core: 0);
        var one = await MedianAsync(cluster, runs, silos: 1);
        var second = cluster.StartSilo();
        await second.WaitUntilReadyAsync();
        await PinAsync(second, core: 1);
        var two = await MedianAsync(cluster, runs, silos: 2);
        return Tell(Invariant($"case=silos rows={rows} shards={ScalingShards} one_s={one.TotalSeconds:0.000} two_s={two.TotalSeconds:0.000} ratio={one / two:0.00} target_ratio=1.90"));
    }

    private static async Task<ClusterProcesses> StartAsync(int rows, int shards, int silos) => await ClusterProcesses.StartAsync(new()
    {
        Silos = silos,
        Gateways = 1,
        Users = rows,
        Settings = new Dictionary<string, string>
        {
            ["SegmentExport__Sharding__TargetRows"] = Invariant($"{(rows + shards - 1) / shards}"),
            ["SegmentExport__Packaging__Slots"] = "1",
        },
    });

    private static async Task<TimeSpan> MedianAsync(ClusterProcesses cluster, int runs, int silos)
    {
        var times = new List<TimeSpan>();
        var warmUps = WarmUpShards * silos / ScalingShards;
        for (var run = 0; run < warmUps + runs; run++)
        {
            var parts = await ClusterPacking.PackAsync(cluster);
            times.Add(ClusterPacking.TimeOf(parts));
            Console.WriteLine(Invariant($"# silos={silos} {(run < warmUps ? "warm-up" : "run")} {times[^1].TotalSeconds:0.000} s"));
        }

        return times.Skip(warmUps).Order().ElementAt((runs - 1) / 2);
    }

    private static async Task PinAsync(ServerProcess silo, int core)
    {
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["--all-tasks", "--cpu-list", "--pid", $"{core}", $"{silo.Id}"]) { RedirectStandardOutput = true })!;
        await taskset.WaitForExitAsync();
        if (taskset.ExitCode != 0)
        {
            throw new InvalidOperationException($"taskset ended with {taskset.ExitCode}: a silo could not be bound to core {core}.");
        }
    }

    private static string Tell(string line)
    {
        Console.WriteLine(line);
        return line;
    }
}
