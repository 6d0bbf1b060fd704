using System.Diagnostics;
using SegmentExport.Benchmarks.Sample;

namespace SegmentExport.Benchmarks.Runs;

/// <summary>What counting a segment and cutting it takes.</summary>
internal static class PlanRun
{
    /// <summary>Plans once to have code compiled and files cached, as the export does, and then once more.</summary>
    public static async Task<Measurement> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        await using var source = await SampleSource.OpenAsync(request.Database, request.Folder, cancellationToken);
        _ = await source.PlanAsync(cancellationToken);
        var memory = new IdleMemory();
        var clock = Stopwatch.StartNew();
        _ = await source.PlanAsync(cancellationToken);
        return new(clock.Elapsed.TotalSeconds, 0, memory.PeakMiB);
    }
}
