using SegmentExport.Benchmarks.Cluster;
using SegmentExport.Benchmarks.Lifecycle;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Telemetry;

/// <summary>What traces, metrics and logs cost: two clusters that differ in nothing but that one exports all of them by OTLP, asked in turn.</summary>
internal static class TelemetryCostBenchmark
{
    private const int MaxRows = 1_000_000;
    private const int Shards = 8;
    private const int WarmUps = 2;

    // What one tells is exported seconds later, so a run is longer than one export takes.
    private const int ExportsARun = 3;
    private const int LifecycleRows = 100;

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        using var sink = new OtlpSink();
        var lines = new List<string>();
        foreach (var (name, measureAsync) in new (string, Func<BenchmarkOptions, OtlpSink, Task<string>>)[] { ("packing", PackingAsync), ("lifecycle", LifecyclesAsync) })
        {
            if (options.Cases.Count == 0 || options.Cases.Contains(name))
            {
                lines.Add(await measureAsync(options, sink));
            }
        }

        lines.Add(Tell(Invariant($"# exported_bytes={sink.Bytes}")));
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return sink.Bytes > 0 ? 0 : 1;
    }

    private static async Task<string> PackingAsync(BenchmarkOptions options, OtlpSink sink)
    {
        var rows = Math.Min(options.Rows, MaxRows);
        var sharding = new Dictionary<string, string> { ["SegmentExport__Sharding__TargetRows"] = Invariant($"{(rows + Shards - 1) / Shards}") };
        await using var server = await PostgresServer.StartAsync();
        await using var off = await StartAsync(server, rows, sharding);
        await using var on = await StartAsync(server, rows, sharding.Concat(sink.Settings));
        var runs = new PairedRuns(off, on);
        await runs.RunAsync(WarmUps, options.Runs, async cluster =>
        {
            var time = TimeSpan.Zero;
            for (var export = 0; export < ExportsARun; export++)
            {
                time += ClusterPacking.TimeOf(await ClusterPacking.PackAsync(cluster));
            }

            return ((double)rows * ExportsARun, time);
        });
        return Tell(Invariant($"case=packing rows={rows} shards={Shards} exports_a_run={ExportsARun} {runs.Tell("rows")}"));
    }

    private static async Task<string> LifecyclesAsync(BenchmarkOptions options, OtlpSink sink)
    {
        await using var server = await PostgresServer.StartAsync(isDurable: true);
        await using var off = await StartAsync(server, LifecycleRows, []);
        await using var on = await StartAsync(server, LifecycleRows, sink.Settings);
        var loads = new Dictionary<ClusterProcesses, LifecycleLoad> { [off] = new(off), [on] = new(on) };
        var runs = new PairedRuns(off, on);
        await runs.RunAsync(warmUps: 1, options.Runs, async cluster =>
        {
            var (times, elapsed) = await loads[cluster].RunAsync(options.Workers, TimeSpan.FromSeconds(options.Seconds / 2.0));
            return (times.Length, elapsed);
        });
        return Tell(Invariant($"case=lifecycle workers={options.Workers} {runs.Tell("lives")}"));
    }

    private static Task<ClusterProcesses> StartAsync(PostgresServer server, int users, IEnumerable<KeyValuePair<string, string>> settings) =>
        ClusterProcesses.StartAsync(new() { Silos = 1, Gateways = 1, Users = users, Server = server, Settings = settings.ToDictionary() });

    private static string Tell(string line)
    {
        Console.WriteLine(line);
        return line;
    }
}
