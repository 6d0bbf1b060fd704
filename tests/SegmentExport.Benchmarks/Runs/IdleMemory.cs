using System.Diagnostics;

namespace SegmentExport.Benchmarks.Runs;

/// <summary>This process's memory, against what it had when nothing was to be done yet.</summary>
internal sealed class IdleMemory
{
    private const double MiB = 1024 * 1024;

    private readonly long _idle = Current.WorkingSet64;

    /// <summary>The highest resident memory since the process started, above that at the start of the watch; in MiB.</summary>
    public double PeakMiB => (Current.PeakWorkingSet64 - _idle) / MiB;

    private static Process Current
    {
        get
        {
            var process = Process.GetCurrentProcess();
            process.Refresh();
            return process;
        }
    }
}
