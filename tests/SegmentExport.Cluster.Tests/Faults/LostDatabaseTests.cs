using System.Diagnostics;
using System.Net;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Faults;

/// <summary>A database that is away for a while.</summary>
public sealed class LostDatabaseTests
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(FaultCounts.Of(10, 60));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Stop_OfTheDatabaseWhilePacking_IsToldAndOutlived()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Server = server,
            Settings = new Dictionary<string, string> { ["SegmentExport__Sharding__TargetRows"] = "500", ["SegmentExport__Packaging__Slots"] = "1" },
        });
        var (alice, carol) = (cluster.User("alice"), cluster.User("carol", gateway: 1));
        var task = await ClusterExport.CreateAsync(alice);
        await alice.WaitForAsync(task, state => ClusterExport.ShardsDone(state) >= 5, Patience);

        await server.StopAsync();
        var stopped = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(stopped) < Away)
        {
            using var answer = await carol.SendAsync(HttpMethod.Post, $"{task}/approve", new { comment = "go" });
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}: {cluster.Output}");
            Assert.NotNull(answer.Headers.RetryAfter);
            foreach (var process in cluster.Silos.Concat(cluster.Gateways))
            {
                using var live = await process.Client.GetAsync(new Uri("/health/live", UriKind.Relative));
                Assert.Equal(HttpStatusCode.OK, live.StatusCode);
                Assert.False(await process.IsReadyAsync());
            }
        }

        await server.ResumeAsync();
        var back = Stopwatch.GetTimestamp();
        var digest = await ClusterExport.CompleteAsync(carol.Patiently(Patience), alice.Patiently(Patience), task, Patience);
        await Task.WhenAll(cluster.Silos.Concat(cluster.Gateways).Select(process => process.WaitUntilReadyAsync()));
        var took = Stopwatch.GetElapsedTime(back);

        TestContext.Current.TestOutputHelper?.WriteLine($"Away for {Away.TotalSeconds:0} s; everything was back {took.TotalSeconds:0.0} s after it.");
        Assert.True(took < TimeSpan.FromSeconds(60), $"It took {took}.");
        Assert.Equal(await ClusterExport.OnOneSiloAsync(cluster), digest);
    }
}
