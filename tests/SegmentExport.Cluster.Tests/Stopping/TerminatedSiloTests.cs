using System.Diagnostics;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.Cluster.Tests.Faults;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Stopping;

/// <summary>A silo that is told to end.</summary>
public sealed class TerminatedSiloTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Whether the silo is stopping already as the database goes away.</summary>
    public static TheoryData<bool> IsStopping { get; } = FaultCounts.IsFull ? [false, true] : [true];

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

    /// <summary>What is to be recorded cannot be, members cannot be told, and still the process ends: a supervisor would kill it, and wait for nothing.</summary>
    [Theory]
    [MemberData(nameof(IsStopping))]
    public async Task Terminate_OfASiloWhoseDatabaseIsAway_EndsWithinItsShutdownTimeout(bool isStopping)
    {
        // Notice + Drain + 15 s (docs/operations.md), and some for a machine that has other things to do.
        var (drain, limit) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1 + 15 + 5));
        await using var server = await PostgresServer.StartAsync();
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Server = server,
            Silos = 2,
            Gateways = 1,
            Settings = new Dictionary<string, string> { ["SegmentExport__Sharding__TargetRows"] = "500", ["SegmentExport__Packaging__Slots"] = "1", ["SegmentExport__Stopping__Drain"] = drain.ToString("c") },
        });
        var alice = cluster.User("alice");
        var tasks = new[] { await ClusterExport.CreateAsync(alice), await ClusterExport.CreateAsync(alice) };
        await alice.WaitForAsync(tasks[0], state => ClusterExport.ShardsDone(state) >= 3, Patience);

        if (!isStopping)
        {
            await server.StopAsync();
        }

        var told = Stopwatch.GetTimestamp();
        await Task.WhenAll(cluster.Silos.Select(silo => silo.SignalAsync("TERM")));
        if (isStopping)
        {
            await server.StopAsync();
        }

        await Task.WhenAll(cluster.Silos.Select(silo => silo.WaitForExitAsync(limit)));
        TestContext.Current.TestOutputHelper?.WriteLine($"Both silos were gone {Stopwatch.GetElapsedTime(told).TotalSeconds:0.0} s after they were told to end.");
    }
}
