using System.Runtime.InteropServices;

namespace SegmentExport.Benchmarks.Reports;

/// <summary>What a result was measured on, in one line. No name of a host.</summary>
internal static class Machine
{
    private const double GiB = 1024 * 1024 * 1024;

    public static string Describe() => FormattableString.Invariant(
        $"{Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB:0} GiB of memory, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");

    private static string Processor()
    {
        const string List = "/proc/cpuinfo";
        var model = File.Exists(List) ? File.ReadLines(List).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
