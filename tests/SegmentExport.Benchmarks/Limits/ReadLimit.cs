using System.Diagnostics;
using SegmentExport.Benchmarks.Cases;
using SegmentExport.Benchmarks.Runs;
using SegmentExport.Benchmarks.Sample;

namespace SegmentExport.Benchmarks.Limits;

/// <summary>What reading the batches alone takes: no format can be faster than this.</summary>
internal sealed class ReadLimit : IBenchmarkCase
{
    /// <inheritdoc />
    public string Name => "limit_read";

    /// <summary>One run.</summary>
    public static async Task<Measurement> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        await using var source = await SampleSource.OpenAsync(request.Database, request.Folder, cancellationToken);
        var memory = new IdleMemory();
        var clock = Stopwatch.StartNew();
        var plan = await source.PlanAsync(cancellationToken);
        var rows = 0L;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = request.Threads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(plan.Shards, parallel, async (shard, cancel) =>
        {
            using var reader = await source.OpenAsync(plan, shard, cancel);
            while (reader.Read(cancel) is { } batch)
            {
                Interlocked.Add(ref rows, batch.Length);
            }
        });
        return rows == plan.Rows ? new(clock.Elapsed.TotalSeconds, 0, memory.PeakMiB) : throw new InvalidDataException($"{rows} rows were read, {plan.Rows} planned.");
    }

    /// <inheritdoc />
    public async Task<string> MeasureAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var database = await folder.SampleAsync(options.Rows, cancellationToken);
        var runs = new List<Measurement>();
        for (var run = 0; run < options.Runs; run++)
        {
            runs.Add(await ChildProcess.RunAsync(new(RunKind.Read, "csv_plain", database, folder.Fresh(Name), PackagingCase.Threads), cancellationToken));
        }

        folder.Clear(Name);
        var median = Measurement.Median(runs);
        return FormattableString.Invariant($"case={Name} rows={options.Rows} ours_s={median.Seconds:0.000} peak_rss_mb={median.PeakMiB:0}");
    }
}
