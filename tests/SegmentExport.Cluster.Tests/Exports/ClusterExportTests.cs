using System.Net;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Exports;

/// <summary>One export through three silo processes and two gateways over PostgreSQL.</summary>
public sealed class ClusterExportTests
{
    [Fact]
    public async Task Export_OverThreeSilos_IsTheSameFileAsOnOneAndEverySiloPacksAShare()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Settings = new Dictionary<string, string> { ["SegmentExport__Sharding__TargetRows"] = "330", ["SegmentExport__Packaging__Slots"] = "1" },
        });

        var task = await ClusterExport.CreateAsync(cluster.User("alice", gateway: 0));
        var digest = await ClusterExport.CompleteAsync(cluster.User("carol", gateway: 1), cluster.User("alice", gateway: 1), task, TimeSpan.FromSeconds(120));

        Assert.Equal(await ClusterExport.OnOneSiloAsync(cluster), digest);
        Assert.Equal(digest, await ClusterExport.DownloadAsync(cluster.User("alice", gateway: 0), task));
        var packed = await ClusterExport.PackedByAsync(cluster, task);
        Assert.Equal(61, packed.Values.Sum());
        Assert.Equal(["silo-1", "silo-2", "silo-3"], packed.Keys.Order(StringComparer.Ordinal));
        Assert.All(packed.Values, shards => Assert.True(shards >= 61 / 5, string.Join(", ", packed)));
        Assert.Equal(HttpStatusCode.NotFound, await cluster.User("mallory").StatusOfAsync(HttpMethod.Get, task));
    }
}
