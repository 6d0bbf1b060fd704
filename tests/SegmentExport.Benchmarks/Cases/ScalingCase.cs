using SegmentExport.Benchmarks.Runs;

namespace SegmentExport.Benchmarks.Cases;

/// <summary>Two shards at a time against one at a time.</summary>
internal sealed class ScalingCase : IBenchmarkCase
{
    private const string Packed = "csv_gzip";

    /// <inheritdoc />
    public string Name => "scaling";

    /// <inheritdoc />
    public async Task<string> MeasureAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var database = await folder.SampleAsync(options.Rows, cancellationToken);
        var (ones, twos) = (new List<Measurement>(), new List<Measurement>());
        for (var run = 0; run < options.Runs; run++)
        {
            ones.Add(await ChildProcess.RunAsync(new(RunKind.Ours, Packed, database, folder.Fresh(Name), 1), cancellationToken));
            twos.Add(await ChildProcess.RunAsync(new(RunKind.Ours, Packed, database, folder.Fresh(Name), 2), cancellationToken));
        }

        folder.Clear(Name);
        var (one, two) = (Measurement.Median(ones), Measurement.Median(twos));
        return FormattableString.Invariant($"case={Name} of={Packed} rows={options.Rows} one_s={one.Seconds:0.000} two_s={two.Seconds:0.000} ratio={one.Seconds / two.Seconds:0.00}");
    }
}
