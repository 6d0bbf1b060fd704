using SegmentExport.Benchmarks.Runs;

namespace SegmentExport.Benchmarks.Cases;

/// <summary>Ten times the rows: the time must grow tenfold and the memory not at all. Only run when it is named, for its sample is large.</summary>
/// <param name="packed">The packaging case that is packed.</param>
internal sealed class GrowthCase(string packed) : IBenchmarkCase
{
    private const int Factor = 10;

    /// <inheritdoc />
    public string Name => $"growth_{packed}";

    /// <inheritdoc />
    public bool IsDefault => false;

    /// <inheritdoc />
    public async Task<string> MeasureAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var (few, many) = (await folder.SampleAsync(options.Rows, cancellationToken), await folder.SampleAsync(Factor * options.Rows, cancellationToken));
        var (fewRuns, manyRuns) = (new List<Measurement>(), new List<Measurement>());
        for (var run = 0; run < options.Runs; run++)
        {
            fewRuns.Add(await ChildProcess.RunAsync(new(RunKind.Ours, packed, few, folder.Fresh(Name), PackagingCase.Threads), cancellationToken));
            manyRuns.Add(await ChildProcess.RunAsync(new(RunKind.Ours, packed, many, folder.Fresh(Name), PackagingCase.Threads), cancellationToken));
        }

        folder.Clear(Name);
        var (small, large) = (Measurement.Median(fewRuns), Measurement.Median(manyRuns));
        return FormattableString.Invariant(
            $"case={Name} rows={options.Rows} many_rows={(long)Factor * options.Rows} ours_s={small.Seconds:0.000} many_s={large.Seconds:0.000} ratio={Factor * small.Seconds / large.Seconds:0.00} peak_rss_mb={small.PeakMiB:0} many_peak_rss_mb={large.PeakMiB:0}");
    }
}
