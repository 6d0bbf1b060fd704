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
        var (without, with, ratio) = await InTurnAsync(WarmUps, options.Runs, async isOn => rows / ClusterPacking.TimeOf(await ClusterPacking.PackAsync(isOn ? on : off)).TotalSeconds);
        return Tell(Invariant($"case=packing rows={rows} shards={Shards} off_rows_per_s={without:0} on_rows_per_s={with:0} ratio={ratio:0.000} target_ratio=0.97"));
    }

    private static async Task<string> LifecyclesAsync(BenchmarkOptions options, OtlpSink sink)
    {
        await using var server = await PostgresServer.StartAsync(isDurable: true);
        await using var off = await StartAsync(server, LifecycleRows, []);
        await using var on = await StartAsync(server, LifecycleRows, sink.Settings);
        var (offLoad, onLoad, slice) = (new LifecycleLoad(off), new LifecycleLoad(on), TimeSpan.FromSeconds(options.Seconds / 2.0));
        var (without, with, ratio) = await InTurnAsync(warmUps: 1, options.Runs, async isOn =>
        {
            var (times, elapsed) = await (isOn ? onLoad : offLoad).RunAsync(options.Workers, slice);
            return times.Length / elapsed.TotalSeconds;
        });
        return Tell(Invariant($"case=lifecycle workers={options.Workers} off_per_s={without:0.0} on_per_s={with:0.0} ratio={ratio:0.000} target_ratio=0.97"));
    }

    /// <summary>
    /// The medians of both sides, and of the ratios of neighbours: of runs that are seconds apart, so that a machine that is slower for a while slows both. Each goes first as often as the other.
    /// </summary>
    private static async Task<(double Off, double On, double Ratio)> InTurnAsync(int warmUps, int runs, Func<bool, Task<double>> measureAsync)
    {
        var (off, on) = (new List<double>(), new List<double>());
        for (var run = -warmUps; run < runs; run++)
        {
            foreach (var isOn in run % 2 == 0 ? new[] { false, true } : [true, false])
            {
                var measured = await measureAsync(isOn);
                Console.WriteLine(Invariant($"# {(run < 0 ? "warm-up" : "run")} {(isOn ? "on" : "off")} {measured:0.0}"));
                if (run >= 0)
                {
                    (isOn ? on : off).Add(measured);
                }
            }
        }

        return (MedianOf(off), MedianOf(on), MedianOf([.. on.Zip(off, (one, other) => one / other)]));
    }

    private static double MedianOf(List<double> values) => values.Order().ElementAt((values.Count - 1) / 2);

    private static Task<ClusterProcesses> StartAsync(PostgresServer server, int users, IEnumerable<KeyValuePair<string, string>> settings) =>
        ClusterProcesses.StartAsync(new() { Silos = 1, Gateways = 1, Users = users, Server = server, Settings = settings.ToDictionary() });

    private static string Tell(string line)
    {
        Console.WriteLine(line);
        return line;
    }
}
