using SegmentExport.Benchmarks.Cases;
using SegmentExport.Benchmarks.Reports;

namespace SegmentExport.Benchmarks;

/// <summary>Packs the sample in every format and holds it against what others take for the same rows, in the same run.</summary>
internal static class PackagingBenchmark
{
    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var folder = new BenchmarkFolder(options.Data);
        var lines = new List<string>();
        foreach (var benchmark in BenchmarkCases.Choose(options.Cases))
        {
            var line = await benchmark.MeasureAsync(options, folder, cancellationToken);
            Console.WriteLine(line);
            lines.Add(line);
        }

        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }
}
