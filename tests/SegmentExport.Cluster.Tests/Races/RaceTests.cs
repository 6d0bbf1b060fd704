using System.Collections.Concurrent;
using System.Net;
using SegmentExport.Cluster.Tests.Faults;
using SegmentExport.Cluster.Tests.Startup;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Races;

/// <summary>Commands that meet at one task through two gateways, over PostgreSQL: one has an effect, the other hears of it.</summary>
[Collection(StandingCluster.Name)]
public sealed class RaceTests(StandingCluster fixture)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("alice", "withdraw")]
    [InlineData("carol", "reject")]
    [InlineData("carol", "approve")]
    public async Task ApproveAndAnother_AtOnceThroughTwoGateways_OneWinsAndTheOtherConflicts(string user, string action)
    {
        var cluster = fixture.Cluster;
        var (alice, carol, other) = (cluster.User("alice"), cluster.User("carol"), cluster.User(user, gateway: 1));
        var (tasks, approvals, others) = (new ConcurrentBag<string>(), 0, 0);
        await Parallel.ForAsync(0, FaultCounts.Of(40, 1000), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (race, _) =>
        {
            var task = await CreateAsync(alice);
            tasks.Add(task.Split('/')[^1]);

            // Each goes first in every other race, so that both can win.
            var commands = new[] { () => carol.StatusOfAsync(HttpMethod.Post, $"{task}/approve", new { comment = "go" }), () => other.StatusOfAsync(HttpMethod.Post, $"{task}/{action}", new { comment = "no" }) };
            var first = commands[race % 2]();
            var second = commands[1 - (race % 2)]();
            HttpStatusCode[] statuses = race % 2 == 0 ? [await first, await second] : [await second, await first];

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], statuses.Order());
            var wasApproved = action == "approve" || statuses[0] == HttpStatusCode.OK;
            var status = (await alice.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("status").GetString();
            Assert.True(wasApproved ? status is "preparing" or "completed" : status == "closed", $"{task} is {status}.");
            Interlocked.Increment(ref statuses[0] == HttpStatusCode.OK ? ref approvals : ref others);
        });

        // A race that always ends the same way is none.
        TestContext.Current.TestOutputHelper?.WriteLine($"{tasks.Count} races: approve won {approvals}, {action} {others}.");
        Assert.True(approvals > 0 && others > 0, $"approve won {approvals}, {action} {others}");
        Assert.Equal((long)tasks.Count, await CountAsync("SELECT count(*) FROM records, jsonb_array_elements(state -> 'history') AS entry WHERE entry ->> 'event' IN ('approved', 'rejected', 'withdrawn')", tasks));
        Assert.Equal((long)(action == "approve" ? tasks.Count : approvals), await RemindersAsync(tasks));
    }

    [Fact]
    public async Task Approve_AtTheEndOfPackaging_AlwaysEndsInOneArtifactWithOneReminder()
    {
        var cluster = fixture.Cluster;
        var (alice, carol) = (cluster.User("alice"), cluster.User("carol", gateway: 1));
        var (tasks, early, late) = (new ConcurrentBag<string>(), 0, 0);
        await Parallel.ForAsync(0, FaultCounts.Of(60, 1000), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (race, cancellationToken) =>
        {
            var task = await CreateAsync(alice);
            tasks.Add(task.Split('/')[^1]);

            // From before the end of packaging to after it.
            await Task.Delay(race % 20 * 4, cancellationToken);
            var answer = await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve", new { comment = "go" });
            Interlocked.Increment(ref answer.GetProperty("status").GetString() == "completed" ? ref late : ref early);
            await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", Patience);
            Assert.Equal(["00000.part"], Directory.GetFiles(Path.Combine(cluster.Folder, "artifacts", "retail", task.Split('/')[^1])).Select(Path.GetFileName));
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{tasks.Count} approvals: {early} before the end of packaging, {late} after it.");
        Assert.True(early > 0 && late > 0, $"{early} came before the end of packaging, {late} after it.");
        Assert.Equal((long)tasks.Count, await RemindersAsync(tasks));
        Assert.Equal((long)tasks.Count, await CountAsync("SELECT count(*) FROM records WHERE jsonb_array_length(state #> '{packaging,packed}') = 1 AND state -> 'expiresAt' IS NOT NULL", tasks));
    }

    // Nobody in it, so that packing it is one small part.
    private static Task<string> CreateAsync(ApiUser alice) => alice.CreateTaskAsync("retail", "nobody", new { id = "city" });

    private Task<object?> RemindersAsync(IEnumerable<string> tasks) =>
        fixture.Cluster.Database.ExecuteAsync($"SELECT count(*) FROM OrleansReminders WHERE right(GrainId, 32) IN ({List(tasks)});");

    private Task<object?> CountAsync(string sql, IEnumerable<string> tasks) => fixture.Cluster.Database.ExecuteAsync(
        $"WITH records AS (SELECT convert_from(PayloadBinary, 'UTF8')::jsonb AS state FROM OrleansStorage WHERE right(GrainIdExtensionString, 32) IN ({List(tasks)})) {sql};");

    private static string List(IEnumerable<string> tasks) => string.Join(',', tasks.Select(task => $"'{task}'"));
}
