using SegmentExport.Benchmarks.Reports;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Load;

/// <summary>Many exports at once, of very different sizes, from many spaces: what comes of throughput, waiting and fairness, beside one export by itself on the same cores.</summary>
internal static class LoadBenchmark
{
    private const int Cancellations = 5;

    /// <summary>Within this the slots of a withdrawn export are used again; by far, or the run has failed.</summary>
    private const double FreedWithinSeconds = 2;

    // Creating and planning are compiled too before they are measured.
    private const int SmallWarmUpRows = 20_000;

    private static readonly (string Name, long Most)[] Classes = [("small", 1_000), ("middle", 100_000), ("large", long.MaxValue)];

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var catalog = new LoadCatalog(options.Rows);
        var alone = await AloneAsync(options, catalog);
        Console.WriteLine(Invariant($"# one silo, one export: {alone:0} rows/s"));

        await using var cluster = await StartAsync(options, catalog, silos: 3, slots: 1);
        await WarmUpAsync(cluster, catalog, options.Rows);
        await new LoadRun(cluster, catalog).PackAsync(options.Exports, SmallWarmUpRows);
        await ForgetAsync(cluster);
        var before = LoadMemory.MiB(cluster);
        var (peak, created) = await new LoadRun(cluster, catalog).PackAsync(options.Exports, options.Rows);
        var exports = (await PackedExport.ReadAsync(cluster)).ToList();
        List<string> lines = [.. Tell(options, exports, created, alone), Invariant($"case=memory silos=3 before_mib={before:0} peak_mib={peak:0} per_waiting_export_kib={(peak - before) * 1024 / options.Exports:0} per_packed_export_kib={(LoadMemory.MiB(cluster) - before) * 1024 / created:0}")];
        var freed = new List<double>();
        for (var run = 0; run < Cancellations; run++)
        {
            freed.Add((await new LoadRun(cluster, catalog).CancelAsync(options.Rows)).TotalSeconds);
        }

        lines.Add(Invariant($"case=cancel withdrawals={freed.Count} next_export_packed_after_max_s={freed.Max():0.00} target_s={FreedWithinSeconds:0.00}"));
        lines.ForEach(Console.WriteLine);
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return exports.Count == created && freed.Max() <= FreedWithinSeconds ? 0 : 1;
    }

    private static IEnumerable<string> Tell(BenchmarkOptions options, List<PackedExport> exports, int created, double alone)
    {
        var (begin, end) = (exports.Min(export => export.Parts.Min(part => part.StartedAt)), exports.Max(export => export.EndedAt));
        var (rows, seconds) = (exports.Sum(export => export.Rows), (end - begin).TotalSeconds);
        yield return Invariant($"case=load spaces={LoadCatalog.Spaces} exports={created} failed={created - exports.Count} rows={rows} seconds={seconds:0.0} rows_per_s={rows / seconds:0} alone_rows_per_s={alone:0} ratio={rows / seconds / alone:0.00} target_ratio=0.90");
        var least = 0L;
        foreach (var (name, most) in Classes)
        {
            if (exports.Where(export => export.Rows > least && export.Rows <= most).ToList() is { Count: > 0 } of)
            {
                yield return Invariant($"case=times size={name} rows_up_to={Math.Min(most, options.Rows)} exports={of.Count} {Quantiles("plan", of, export => export.Plan)} {Quantiles("wait", of, export => export.Wait)} {Quantiles("time", of, export => export.Time)}");
            }

            least = most;
        }

        var quick = exports.Where(export => export.Rows == LoadRun.QuickRows).ToList();
        yield return Invariant($"case=quick rows={LoadRun.QuickRows} exports={quick.Count} {Quantiles("plan", quick, export => export.Plan)} {Quantiles("wait", quick, export => export.Wait)} {Quantiles("time", quick, export => export.Time)} target_p99_s=2.00");
        yield return Invariant($"case=fairness jain={FairShares.Jain(exports, FairShares.ShardCost):0.000} jain_of_rows_alone={FairShares.Jain(exports, shardCost: 0):0.000} target=0.95");
    }

    private static string Quantiles(string name, List<PackedExport> exports, Func<PackedExport, TimeSpan> value)
    {
        var ordered = exports.Select(value).Order().ToList();
        double At(double share) => ordered[(int)Math.Ceiling(share * ordered.Count) - 1].TotalSeconds;
        return Invariant($"p50_{name}_s={At(0.5):0.00} p99_{name}_s={At(0.99):0.00}");
    }

    /// <summary>Rows a second of one silo that has all cores for one export.</summary>
    private static async Task<double> AloneAsync(BenchmarkOptions options, LoadCatalog catalog)
    {
        await using var cluster = await StartAsync(options, catalog, silos: 1, slots: Environment.ProcessorCount);
        await WarmUpAsync(cluster, catalog, options.Rows);
        var rates = new List<double>();
        for (var run = 0; run < options.Runs; run++)
        {
            await ForgetAsync(cluster);
            var export = await new LoadRun(cluster, catalog).PackOneAsync(options.Rows);
            rates.Add(export.Rows / (export.EndedAt - export.Parts.Min(part => part.StartedAt)).TotalSeconds);
        }

        return rates.Order().ElementAt((rates.Count - 1) / 2);
    }

    /// <summary>A silo that has just started compiles its loops first.</summary>
    private static async Task WarmUpAsync(ClusterProcesses cluster, LoadCatalog catalog, int rows)
    {
        for (var run = 0; run < 2; run++)
        {
            await new LoadRun(cluster, catalog).PackOneAsync(rows);
            await ForgetAsync(cluster);
        }
    }

    // What was before is not measured. The grains are withdrawn, so nothing is written any more.
    private static async Task ForgetAsync(ClusterProcesses cluster) => await cluster.Database.ExecuteAsync("DELETE FROM OrleansStorage WHERE GrainTypeString = 'task';");

    private static Task<ClusterProcesses> StartAsync(BenchmarkOptions options, LoadCatalog catalog, int silos, int slots) =>
        ClusterProcesses.StartAsync(LoadCluster.Of(catalog, options.Rows, slots) with { Silos = silos });
}
