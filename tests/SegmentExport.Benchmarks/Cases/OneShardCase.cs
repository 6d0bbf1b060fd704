using SegmentExport.Benchmarks.Runs;

namespace SegmentExport.Benchmarks.Cases;

/// <summary>A segment of one shard: what planning adds to the packing of its rows.</summary>
internal sealed class OneShardCase : IBenchmarkCase
{
    private const string Packed = "csv_gzip";
    private const int MaxRows = 200_000;

    /// <inheritdoc />
    public string Name => "one_shard";

    /// <inheritdoc />
    public async Task<string> MeasureAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var rows = Math.Min(options.Rows, MaxRows);
        var database = await folder.SampleAsync(rows, cancellationToken);
        var (plans, wholes) = (new List<Measurement>(), new List<Measurement>());
        for (var run = 0; run < options.Runs; run++)
        {
            plans.Add(await ChildProcess.RunAsync(new(RunKind.Plan, Packed, database, folder.Fresh(Name), 1), cancellationToken));
            wholes.Add(await ChildProcess.RunAsync(new(RunKind.Ours, Packed, database, folder.Fresh(Name), 1), cancellationToken));
        }

        folder.Clear(Name);
        var (plan, whole) = (Measurement.Median(plans), Measurement.Median(wholes));
        return FormattableString.Invariant($"case={Name} of={Packed} rows={rows} ours_s={whole.Seconds:0.000} plan_s={plan.Seconds:0.000} share={plan.Seconds / whole.Seconds:0.000}");
    }
}
