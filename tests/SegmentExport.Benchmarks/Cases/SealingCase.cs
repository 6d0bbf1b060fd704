using SegmentExport.Benchmarks.Runs;

namespace SegmentExport.Benchmarks.Cases;

/// <summary>What the encryption of parts adds to packing: the same export with it and without, in turn.</summary>
/// <param name="packed">The name of the packaging case.</param>
internal sealed class SealingCase(string packed) : IBenchmarkCase
{
    /// <summary>Of every packaging case.</summary>
    public static IEnumerable<SealingCase> All => BenchmarkCases.Packaging.Select(benchmark => new SealingCase(benchmark.Name));

    /// <inheritdoc />
    public string Name => $"sealing_{packed}";

    /// <inheritdoc />
    public async Task<string> MeasureAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var rows = Math.Min(options.Rows, BenchmarkCases.Packaging.First(benchmark => benchmark.Name == packed).MaxRows);
        var database = await folder.SampleAsync(rows, cancellationToken);
        var (unsealed, withKeys) = (new List<Measurement>(), new List<Measurement>());
        for (var run = 0; run < options.Runs; run++)
        {
            unsealed.Add(await RunAsync(isSealed: false));
            withKeys.Add(await RunAsync(isSealed: true));
        }

        folder.Clear(Name);
        var (without, with) = (Measurement.Median(unsealed), Measurement.Median(withKeys));
        return FormattableString.Invariant(
            $"case={Name} rows={rows} unsealed_s={without.Seconds:0.000} sealed_s={with.Seconds:0.000} cost={(with.Seconds / without.Seconds) - 1:+0.000;-0.000} bytes={with.Bytes}");

        Task<Measurement> RunAsync(bool isSealed) => ChildProcess.RunAsync(
            new(RunKind.Ours, packed, database, folder.Fresh(Name), PackagingCase.Threads, IsSealed: isSealed), cancellationToken);
    }
}
