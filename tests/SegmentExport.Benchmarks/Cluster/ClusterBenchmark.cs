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

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly object[] Fields =
    [
        new { id = "user_id" }, new { id = "name", masking = "name" }, new { id = "phone", masking = "hash" }, new { id = "email", masking = "email" },
        new { id = "city" }, new { id = "age" }, new { id = "lifetime_value" }, new { id = "registered_at" },
    ];

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
        var parts = await PackAsync(cluster);
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
            var parts = await PackAsync(cluster);
            times.Add(parts.Max(part => part.StartedAt + part.Duration) - parts.Min(part => part.StartedAt));
            Console.WriteLine(Invariant($"# silos={silos} {(run < warmUps ? "warm-up" : "run")} {times[^1].TotalSeconds:0.000} s"));
        }

        return times.Skip(warmUps).Order().ElementAt((runs - 1) / 2);
    }

    private static async Task<IReadOnlyList<PackedPart>> PackAsync(ClusterProcesses cluster)
    {
        var alice = cluster.User("alice");
        var task = await alice.CreateTaskAsync("retail", "everyone", Fields);
        await UntilPackedAsync(alice, task);
        var parts = await cluster.PackedPartsAsync(task);
        await alice.SendForJsonAsync(HttpMethod.Post, $"{task}/withdraw");
        return parts;
    }

    // Seldom: who asks takes time from the cores that pack. When packing ended is in the record.
    private static async Task UntilPackedAsync(ApiUser user, string task)
    {
        var started = Stopwatch.GetTimestamp();
        while ((await user.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("packaging").GetProperty("state").GetString() != "packed")
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"The task was not packed within {Patience}.");
            }

            await Task.Delay(Pause);
        }
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
