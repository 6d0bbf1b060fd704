using System.Globalization;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>What a process tells Prometheus.</summary>
internal static class MetricsPage
{
    /// <summary>The sum of a metric over all labels; 0 where it is not told.</summary>
    public static double Sum(string page, string metric) => page.Split('\n')
        .Where(line => line.StartsWith(metric, StringComparison.Ordinal) && line.Length > metric.Length && line[metric.Length] is ' ' or '{')
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ').First(word => !word.StartsWith(metric, StringComparison.Ordinal)), CultureInfo.InvariantCulture));
}
