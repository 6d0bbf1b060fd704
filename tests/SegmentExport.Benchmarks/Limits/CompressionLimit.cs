using System.Diagnostics;
using SegmentExport.Benchmarks.Cases;
using SegmentExport.Benchmarks.Runs;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Benchmarks.Limits;

/// <summary>What compressing the finished text alone takes: no file of that size can be made faster with that compressor.</summary>
internal sealed class CompressionLimit(string name, PartCompression compression) : IBenchmarkCase
{
    private const int BlockBytes = 128 * 1024;

    /// <inheritdoc />
    public string Name => name;

    /// <summary>One run over the plain parts that are in the folder.</summary>
    public static async Task<Measurement> RunAsync(PartCompression compression, RunRequest request, CancellationToken cancellationToken)
    {
        var memory = new IdleMemory();
        var bytes = 0L;
        var clock = Stopwatch.StartNew();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = request.Threads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Directory.GetFiles(request.Folder, "*.part", SearchOption.AllDirectories).Order(), parallel, (part, _) =>
        {
            Interlocked.Add(ref bytes, Compress(compression, part));
            return ValueTask.CompletedTask;
        });
        return new(clock.Elapsed.TotalSeconds, bytes, memory.PeakMiB);
    }

    /// <inheritdoc />
    public async Task<string> MeasureAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var database = await folder.SampleAsync(options.Rows, cancellationToken);
        var text = folder.Fresh(name);
        _ = await ChildProcess.RunAsync(new(RunKind.Ours, "csv_plain", database, text, PackagingCase.Threads), cancellationToken);
        var compressed = BenchmarkCases.Packaging.First(benchmark => benchmark.Format == ExportFormat.Csv && benchmark.Options.Compression == compression);
        var runs = new List<Measurement>();
        for (var run = 0; run < options.Runs; run++)
        {
            runs.Add(await ChildProcess.RunAsync(new(RunKind.Compress, compressed.Name, database, text, PackagingCase.Threads), cancellationToken));
        }

        folder.Clear(name);
        var median = Measurement.Median(runs);
        return FormattableString.Invariant($"case={name} rows={options.Rows} ours_s={median.Seconds:0.000} ours_bytes={median.Bytes}");
    }

    private static long Compress(PartCompression compression, string part)
    {
        using var output = new PartStream(Stream.Null, new StageTimes());
        using var encoder = FragmentEncoder.Create(compression, output);
        using var text = File.OpenRead(part);
        var block = new byte[BlockBytes];
        for (var read = text.ReadAtLeast(block, BlockBytes, throwOnEndOfStream: false); read > 0; read = text.ReadAtLeast(block, BlockBytes, throwOnEndOfStream: false))
        {
            encoder.Write(block.AsSpan(0, read));
        }

        encoder.EndFragment();
        return output.Count;
    }
}
