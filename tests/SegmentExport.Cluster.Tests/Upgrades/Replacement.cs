using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Upgrades;

/// <summary>One step of a rolling restart, as a supervisor makes it.</summary>
internal static class Replacement
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Starts the new process, and ends the old one once that is ready. The old one says that it is not ready before it ends, and ends in order.</summary>
    public static async Task MakeAsync(ServerProcess leaving, Func<ServerProcess> replacement)
    {
        await replacement().WaitUntilReadyAsync();
        await leaving.SignalAsync("TERM");
        var notReadyWhileAlive = false;
        while (!leaving.HasExited)
        {
            notReadyWhileAlive |= !await leaving.IsReadyAsync() && !leaving.HasExited;
        }

        Assert.Equal(0, await leaving.WaitForExitAsync(Limit));
        Assert.True(notReadyWhileAlive, leaving.Output);
    }
}
