using System.Diagnostics;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.FaultySilo.Crashes;

/// <summary>Points at which this process ends without a word, where a test has armed them.</summary>
internal sealed class CrashPoints(string folder)
{
    private readonly CrashFolder _folder = new(folder);

    /// <summary>Passes a point, or does not return.</summary>
    public Task PassAsync(CrashPoint point)
    {
        if (!_folder.TryTake(point))
        {
            return Task.CompletedTask;
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
        return Task.Delay(Timeout.InfiniteTimeSpan);
    }
}
