namespace SegmentExport.Benchmarks.Runs;

/// <summary>What one run took.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="Bytes">What came of it.</param>
/// <param name="PeakMiB">The process's peak memory above what it had when it was idle, in MiB.</param>
internal sealed record Measurement(double Seconds, long Bytes, double PeakMiB)
{
    /// <summary>The run of the median time; its memory is the highest of all.</summary>
    public static Measurement Median(IReadOnlyList<Measurement> runs) =>
        runs.OrderBy(run => run.Seconds).ElementAt((runs.Count - 1) / 2) with { PeakMiB = runs.Max(run => run.PeakMiB) };
}
