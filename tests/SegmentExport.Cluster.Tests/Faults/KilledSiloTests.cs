using System.Diagnostics;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Faults;

/// <summary>A silo that dies without a word.</summary>
public sealed class KilledSiloTests
{
    private const int Shards = 40;

    private static readonly int Exports = FaultCounts.Of(6, 50);
    private static readonly int Rows = FaultCounts.Of(20_000, 200_000);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Kill_OfOneOfThreeSilosWhilePacking_LosesNothingAndChangesNoByte()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Users = Rows,
            Settings = new Dictionary<string, string> { ["SegmentExport__Sharding__TargetRows"] = $"{Rows / Shards}", ["SegmentExport__Packaging__Slots"] = "1" },
        });
        var (alice, carol) = (cluster.User("alice").Patiently(Patience), cluster.User("carol", gateway: 1).Patiently(Patience));
        var tasks = new List<string>();
        for (var export = 0; export < Exports; export++)
        {
            tasks.Add(await ClusterExport.CreateAsync(alice));
        }

        // At about 30 % of all shards.
        var limit = Stopwatch.GetTimestamp();
        while (await DoneAsync(alice, tasks) < Exports * Shards * 3 / 10)
        {
            Assert.True(Stopwatch.GetElapsedTime(limit) < TimeSpan.FromSeconds(300), cluster.Output);
            await Task.Delay(20);
        }

        await cluster.Silos[1].KillAsync();
        var killed = Stopwatch.GetTimestamp();
        var before = await DoneAsync(alice, tasks);
        var digests = await Task.WhenAll(tasks.Select(task => ClusterExport.CompleteAsync(carol, alice, task, TimeSpan.FromSeconds(300))));
        var took = Stopwatch.GetElapsedTime(killed);

        TestContext.Current.TestOutputHelper?.WriteLine($"{before} of {Exports * Shards} shards were done at the kill; all were {took.TotalSeconds:0.0} s after it.");
        Assert.InRange(before, 1, (Exports * Shards) - 1);
        Assert.All(digests, digest => Assert.Equal(digests[0], digest));
        Assert.Equal(await ClusterExport.OnOneSiloAsync(cluster), digests[0]);
        foreach (var task in tasks)
        {
            Assert.Equal(Shards, (await ClusterExport.PackedByAsync(cluster, task)).Values.Sum());
        }

        Assert.True(took < TimeSpan.FromSeconds(60), $"The exports took {took} after the kill.");
    }

    private static async Task<int> DoneAsync(ApiUser user, List<string> tasks)
    {
        var done = 0;
        foreach (var task in tasks)
        {
            done += ClusterExport.ShardsDone(await user.SendForJsonAsync(HttpMethod.Get, task));
        }

        return done;
    }
}
