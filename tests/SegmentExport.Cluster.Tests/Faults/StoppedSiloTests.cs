using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Faults;

/// <summary>A silo that stands still until the others take it for dead, and then goes on.</summary>
public sealed class StoppedSiloTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Stop_OfASiloUntilItIsDeclaredDead_ChangesNothingWhenItGoesOn()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Settings = new Dictionary<string, string> { ["SegmentExport__Sharding__TargetRows"] = "500", ["SegmentExport__Packaging__Slots"] = "1" },
        });
        var (alice, carol) = (cluster.User("alice").Patiently(Patience), cluster.User("carol", gateway: 1).Patiently(Patience));
        var tasks = new[] { await ClusterExport.CreateAsync(alice), await ClusterExport.CreateAsync(alice) };
        await alice.WaitForAsync(tasks[0], state => ClusterExport.ShardsDone(state) >= 10, Patience);

        await cluster.Silos[2].SignalAsync("STOP");
        await WaitUntilDeadAsync(cluster, "silo-3");
        var digests = await Task.WhenAll(tasks.Select(task => ClusterExport.CompleteAsync(carol, alice, task, Patience)));
        var before = await Task.WhenAll(tasks.Select(task => RecordAsync(cluster, task)));
        await cluster.Silos[2].SignalAsync("CONT");

        // It learns that it is dead and ends; whatever it still sends is nobody's.
        await cluster.Silos[2].WaitForExitAsync(Patience);
        Assert.Equal(before, await Task.WhenAll(tasks.Select(task => RecordAsync(cluster, task))));
        Assert.Equal(digests, await Task.WhenAll(tasks.Select(task => ClusterExport.DownloadAsync(alice, task))));
        Assert.Equal(await ClusterExport.OnOneSiloAsync(cluster), digests[0]);
        Assert.Equal(digests[0], digests[1]);
    }

    private static async Task WaitUntilDeadAsync(ClusterProcesses cluster, string silo)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while ((int)(await cluster.Database.ExecuteAsync($"SELECT Status FROM OrleansMembershipTable WHERE SiloName = '{silo}';"))! != 6)
        {
            Assert.False(timeout.IsCancellationRequested, cluster.Output);
            await Task.Delay(100);
        }
    }

    private static Task<object?> RecordAsync(ClusterProcesses cluster, string task) =>
        cluster.Database.ExecuteAsync($"SELECT Version || md5(PayloadBinary) FROM OrleansStorage WHERE GrainIdExtensionString = 'retail/{task.Split('/')[^1]}';");
}
