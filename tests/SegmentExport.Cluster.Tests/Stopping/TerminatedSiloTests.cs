using System.Diagnostics;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Stopping;

/// <summary>A silo that is told to end.</summary>
public sealed class TerminatedSiloTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Terminate_OfASiloWhilePacking_EndsItsShardsAndLosesNothing()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Settings = new Dictionary<string, string> { ["SegmentExport__Sharding__TargetRows"] = "500", ["SegmentExport__Packaging__Slots"] = "1" },
        });
        var (alice, carol) = (cluster.User("alice").Patiently(Patience), cluster.User("carol", gateway: 1).Patiently(Patience));
        var tasks = new[] { await ClusterExport.CreateAsync(alice), await ClusterExport.CreateAsync(alice) };
        await alice.WaitForAsync(tasks[0], state => ClusterExport.ShardsDone(state) >= 5, Patience);

        var told = Stopwatch.GetTimestamp();
        var leaving = cluster.Silos[1];
        await leaving.SignalAsync("TERM");
        var notReadyWhileAlive = false;
        while (!leaving.HasExited)
        {
            notReadyWhileAlive |= !await leaving.IsReadyAsync() && !leaving.HasExited;
        }

        var took = Stopwatch.GetElapsedTime(told);
        Assert.Equal(0, await leaving.WaitForExitAsync(Patience));
        Assert.True(notReadyWhileAlive, leaving.Output);
        Assert.Contains("Did all shards end by themselves: True", leaving.Output, StringComparison.Ordinal);
        Assert.True(took < TimeSpan.FromSeconds(35), $"The silo took {took} to end.");
        var digests = await Task.WhenAll(tasks.Select(task => ClusterExport.CompleteAsync(carol, alice, task, TimeSpan.FromSeconds(120))));
        Assert.Equal(digests[0], digests[1]);
        Assert.Equal(await ClusterExport.OnOneSiloAsync(cluster), digests[0]);
    }
}
