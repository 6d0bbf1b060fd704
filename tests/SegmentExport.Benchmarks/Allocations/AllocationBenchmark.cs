using SegmentExport.Artifacts.Files;
using SegmentExport.Benchmarks.Cases;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.Benchmarks.Runs;
using SegmentExport.Benchmarks.Sample;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Benchmarks.Allocations;

/// <summary>What is allocated for a row in the steady state, from the source to the stored part.</summary>
internal static class AllocationBenchmark
{
    private const int WarmUpShards = 2;

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var folder = new BenchmarkFolder(options.Data);
        var database = await folder.SampleAsync(options.Rows, cancellationToken);
        var lines = new List<string>();
        foreach (var benchmark in BenchmarkCases.Packaging.Where(benchmark => options.Cases.Count == 0 || options.Cases.Contains(benchmark.Name)))
        {
            lines.Add(await MeasureAsync(benchmark, database, folder.Fresh("allocations"), cancellationToken));
            Console.WriteLine(lines[^1]);
        }

        folder.Clear("allocations");
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }

    private static async Task<string> MeasureAsync(PackagingCase benchmark, string database, string work, CancellationToken cancellationToken)
    {
        await using var source = await SampleSource.OpenAsync(database, work, cancellationToken);
        var store = new FileArtifactStore(Path.Combine(work, "parts"));
        var task = new TaskKey(new SpaceId("retail"), new TaskId("00000000000000000000000000000003"));
        var plan = await source.PlanAsync(cancellationToken);
        var (rows, bytes) = (0L, 0L);
        foreach (var shard in plan.Shards)
        {
            using var metered = new MeteredRows(await source.OpenAsync(plan, shard, cancellationToken));
            _ = await ShardRun.PackAsync(benchmark, metered, store, ArtifactKey.Create(), task, shard, cancellationToken);
            if (shard.Index >= Math.Min(WarmUpShards, plan.Shards.Length - 1))
            {
                (rows, bytes) = (rows + metered.Rows, bytes + metered.Bytes);
            }
        }

        return FormattableString.Invariant($"case=allocations of={benchmark.Name} rows={rows} bytes={bytes} bytes_per_row={(double)bytes / rows:0.0000}");
    }
}
