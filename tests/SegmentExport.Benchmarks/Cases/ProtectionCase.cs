using SegmentExport.Benchmarks.Runs;

namespace SegmentExport.Benchmarks.Cases;

/// <summary>The zip that a password protects beside the plain one: what encrypting adds to a download of sealed parts, and what preparing it takes.</summary>
internal sealed class ProtectionCase : IBenchmarkCase
{
    private const string Packed = "csv_gzip";

    /// <inheritdoc />
    public string Name => "protected_zip";

    /// <inheritdoc />
    public async Task<string> MeasureAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var database = await folder.SampleAsync(options.Rows, cancellationToken);
        var (zips, protectedZips, preparations) = (new List<Measurement>(), new List<Measurement>(), new List<Measurement>());
        for (var run = 0; run < options.Runs; run++)
        {
            zips.Add(await RunAsync(HandOutKind.Zip));
            protectedZips.Add(await RunAsync(HandOutKind.ProtectedZip));
            preparations.Add(await RunAsync(HandOutKind.Preparation));
        }

        folder.Clear(Name);
        var (plain, encrypted, preparation) = (Measurement.Median(zips), Measurement.Median(protectedZips), Measurement.Median(preparations));
        return FormattableString.Invariant(
            $"case={Name} of={Packed} rows={options.Rows} zip_s={plain.Seconds:0.000} protected_s={encrypted.Seconds:0.000} prepare_s={preparation.Seconds:0.000} protected_mb_s={encrypted.Bytes / encrypted.Seconds / 1e6:0} bytes={encrypted.Bytes} peak_rss_mb={encrypted.PeakMiB:0}");

        Task<Measurement> RunAsync(HandOutKind kind) => ChildProcess.RunAsync(new(RunKind.Ours, Packed, database, folder.Fresh(Name), PackagingCase.Threads, Measured: kind), cancellationToken);
    }
}
