using SegmentExport.Benchmarks.Reports;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Lifecycle;

/// <summary>Complete lifecycles a second over HTTP on PostgreSQL, beside the commits alone that they need.</summary>
internal static class LifecycleBenchmark
{
    private const int Rows = 100;
    private const int Recorded = 20;
    private const int FloorWorkers = 32;

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync(isDurable: true, countsStatements: options.Counts);
        var processes = options.Counts ? 0 : 1;
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = processes, Gateways = processes, Users = Rows, Server = server });
        using var counts = options.Counts ? await LifecycleCounts.StartAsync(cluster) : null;
        var (load, seconds) = (new LifecycleLoad(cluster), TimeSpan.FromSeconds(options.Seconds));

        await load.RunAsync(options.Workers, seconds / 2);
        var writes = await new WriteRecorder(cluster.Database).RecordAsync(() => load.LiveAsync(Recorded), cancellationToken);
        var floor = new CommitFloor(cluster.Database, writes);
        await floor.RunAsync(FloorWorkers, seconds / 8, cancellationToken);

        // Half of the floor before, half after: a machine that gets slower meanwhile slows both.
        var before = await floor.RunAsync(FloorWorkers, seconds / 4, cancellationToken);
        await (counts?.BeginAsync() ?? Task.CompletedTask);
        var begin = ProcessorTime.Read();
        var (times, elapsed) = await load.RunAsync(options.Workers, seconds);
        var processorTime = ProcessorTime.Read().Since(begin, times.Length);
        var counted = counts is null ? [] : await counts.TellAsync(times.Length);
        var after = await floor.RunAsync(FloorWorkers, seconds / 4, cancellationToken);

        var (transactions, bytes) = ((double)writes.Length / Recorded, writes.Average(write => write.Data.Length));
        var (perSecond, floorPerSecond) = (times.Length / elapsed.TotalSeconds, (before + after) / 2 / transactions);
        double At(double share) => times[(int)Math.Ceiling(share * times.Length) - 1];
        string[] lines =
        [
            Invariant($"case=lifecycle per_s={perSecond:0.0} floor_per_s={floorPerSecond:0.0} ratio={perSecond / floorPerSecond:0.00} p50_ms={At(0.5):0} p99_ms={At(0.99):0}"),
            Invariant($"# rows={Rows} workers={options.Workers} lifecycles={times.Length} transactions={transactions:0.00} average_bytes={bytes:0} floor_commits_per_s={(before + after) / 2:0}: ")
                + string.Join(", ", writes.GroupBy(write => write.Table).Select(table => Invariant($"{table.Key} {(double)table.Count() / Recorded:0.00} of {table.Average(write => write.Data.Length):0} bytes"))),
            $"# {processorTime}",
            .. counted,
        ];
        Console.WriteLine(string.Join('\n', lines));
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }
}
