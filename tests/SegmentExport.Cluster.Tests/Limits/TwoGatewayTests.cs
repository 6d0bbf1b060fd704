using System.Diagnostics;
using System.Net;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Limits;

/// <summary>A second gateway does not help to pass a limit.</summary>
public sealed class TwoGatewayTests
{
    private const int RequestsPerMinute = 300;
    private const int RowsPerDay = 2500;

    [Fact]
    public async Task Limits_ThroughTwoGateways_AreThoseOfOne()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Users = 1000,
            Settings = new Dictionary<string, string>
            {
                ["SegmentExport__Limits__RequestsPerUser"] = $"{RequestsPerMinute}",
                ["SegmentExport__Limits__RowsPerDay"] = $"{RowsPerDay}",
            },
        });

        await RequestsAsync([cluster.User("bob", 0), cluster.User("bob", 1)]);
        await RowsAsync([cluster.User("alice", 0), cluster.User("alice", 1)], cluster.User("carol"));
    }

    private static async Task RequestsAsync(ApiUser[] gateways)
    {
        var started = Stopwatch.GetTimestamp();
        var (served, refused) = (0, 0);
        await Parallel.ForAsync(0, 2 * RequestsPerMinute, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, _) =>
        {
            var status = await gateways[request % 2].StatusOfAsync(HttpMethod.Get, "/api/v1/me");
            Interlocked.Increment(ref status == HttpStatusCode.OK ? ref served : ref refused);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{status}");
        });

        // What is served is taken from one bucket, however slowly it went.
        var refilled = Stopwatch.GetElapsedTime(started).TotalMinutes * RequestsPerMinute;
        TestContext.Current.TestOutputHelper?.WriteLine($"{served} served, {refused} refused, {refilled:0.0} permits came in meanwhile");
        Assert.InRange(served, RequestsPerMinute - 6, RequestsPerMinute + refilled + 1);
    }

    private static async Task RowsAsync(ApiUser[] gateways, ApiUser carol)
    {
        var tasks = await Task.WhenAll(Enumerable.Range(0, 6).Select(task => gateways[task % 2].CreateTaskAsync("retail", "everyone", new { id = "city" })));
        var packed = 0;
        foreach (var task in tasks)
        {
            var ended = await carol.WaitForAsync(task, state => state.GetProperty("packaging").GetProperty("state").GetString() is "packed" or "failed", TimeSpan.FromSeconds(60));
            packed += ended.GetProperty("packaging").GetProperty("state").GetString() == "packed" ? 1 : 0;
        }

        Assert.Equal(RowsPerDay / 1000, packed);
    }
}
