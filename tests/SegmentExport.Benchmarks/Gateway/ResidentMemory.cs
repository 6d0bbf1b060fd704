using System.Diagnostics;

namespace SegmentExport.Benchmarks.Gateway;

/// <summary>The resident memory of another process.</summary>
internal static class ResidentMemory
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>What it has now, in MiB.</summary>
    public static double MiB(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.WorkingSet64 / (1024.0 * 1024);
    }

    /// <summary>The most that is seen of it while something goes on.</summary>
    public static async Task<double> PeakMiBAsync(int process, Task work)
    {
        var peak = MiB(process);
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(Interval));
            peak = Math.Max(peak, MiB(process));
        }

        await work;
        return peak;
    }
}
