using System.Diagnostics;
using System.Net;
using System.Text.Json;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Faults;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Operations;

/// <summary>What operators see in the program itself, of a cluster at work and of one that has just lost a silo.</summary>
public sealed class OverviewTests
{
    private const string Overview = "/api/v1/ops/overview";
    private const int Slots = 2;
    private const int Shards = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A page that is loaded anew each second; whatever is silent is waited for one second at a time.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Overview_OfThreeSilosAtWork_ShowsAllOfThem_AndGoesOnWhenTheSchedulersSiloIsKilled()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 0, Gateways = 0, Users = 2000, SiloProgram = Programs.FaultySilo, Settings = Settings });
        var faults = new FaultSwitches(Path.Combine(cluster.Folder, "faults"));
        var silos = Enumerable.Range(0, 3).Select(_ => cluster.StartSilo(("Faults__Switches", Path.Combine(cluster.Folder, "faults")))).ToList();
        await Task.WhenAll(silos.Append(cluster.StartGateway()).Append(cluster.StartGateway()).Select(process => process.WaitUntilReadyAsync()));
        var alice = cluster.User("alice").Patiently(Patience);
        await FailAsync(cluster, alice);

        // Three exports, of which the store lets none get done.
        faults.StoreHangs = true;
        var tasks = new List<string>();
        for (var export = 0; export < 3; export++)
        {
            tasks.Add(await ClusterExport.CreateAsync(alice));
        }

        foreach (var gateway in new[] { 0, 1 })
        {
            var seen = await cluster.User("olga", gateway).WaitForAsync(Overview, overview => IsFull(overview, silos: 3), Patience);
            Assert.Equal([("silo-1", "active", Slots, Slots), ("silo-2", "active", Slots, Slots), ("silo-3", "active", Slots, Slots)], Silos(seen));
            AssertWork(seen, tasks, packing: ["silo-1", "silo-2", "silo-3"]);
            Assert.Equal("attempts_exhausted", Text(Assert.Single(Items(seen, "failures")), "code"));
            Assert.True(seen.GetProperty("databaseAnswers").GetBoolean() && seen.GetProperty("schedulerAnswers").GetBoolean());
        }

        var killed = silos.First(silo => silo.Output.Contains("The scheduler started", StringComparison.Ordinal));
        await killed.KillAsync();
        var rest = silos.Where(silo => silo != killed).Select(silo => silo.Name).ToArray();
        var seenMeanwhile = await Task.WhenAll(FollowAsync(cluster.User("olga"), IsWithoutTheDead), FollowAsync(cluster.User("olga", gateway: 1), IsWithoutTheDead));
        var after = seenMeanwhile[1][^1];
        Assert.Equal([(rest[0], "active", Slots), (rest[1], "active", Slots), (killed.Name, "dead", 0)], Silos(after).Select(silo => (silo.Name, silo.State, silo.Slots)));
        AssertWork(after, tasks, packing: rest);

        faults.StoreHangs = false;
        await FollowAsync(cluster.User("olga"), overview => Items(overview, "running").Count == 0 && Items(overview, "queues").Count == 0 && overview.GetProperty("oldestWaiting").ValueKind == JsonValueKind.Null);

        bool IsFull(JsonElement overview, int silos) =>
            Items(overview, "running").Count == silos * Slots && Items(overview, "running").All(shard => Number(shard, "rowsRead") > 0)
            && Items(overview, "queues").Sum(queue => Number(queue, "busySlots") + Number(queue, "waitingShards")) == tasks.Count * Shards;

        // The silos tell a new scheduler of their slots within seconds.
        bool IsWithoutTheDead(JsonElement overview) =>
            overview.GetProperty("schedulerAnswers").GetBoolean() && Silos(overview).Contains((killed.Name, "dead", 0, 0)) && IsFull(overview, silos: 2)
            && Silos(overview).All(silo => silo.Name == killed.Name || silo.Slots == Slots);
    }

    private static Dictionary<string, string> Settings => new()
    {
        ["SegmentExport__Sharding__TargetRows"] = "200",
        ["SegmentExport__Packaging__Slots"] = $"{Slots}",
        ["SegmentExport__Packaging__MaxAttempts"] = "3",
        ["SegmentExport__Packaging__RetryDelay"] = "00:00:00.100",
        ["SegmentExport__Packaging__AnnouncePeriod"] = "00:00:01",
        ["SegmentExport__Packaging__PingPeriod"] = "00:00:01",
    };

    /// <summary>An export that fails for good: where its parts belong is no folder.</summary>
    private static async Task FailAsync(ClusterProcesses cluster, ApiUser user)
    {
        var parts = Path.Combine(cluster.Folder, "artifacts");
        Directory.Move(parts, parts + ".away");
        await File.WriteAllTextAsync(parts, "");
        await user.WaitForAsync(await ClusterExport.CreateAsync(user), state => state.GetProperty("status").GetString() == "closed", Patience);
        File.Delete(parts);
        Directory.Move(parts + ".away", parts);
    }

    /// <summary>Asks as the page does, until something is shown; each answer is there in time.</summary>
    private static async Task<List<JsonElement>> FollowAsync(ApiUser user, Predicate<JsonElement> isShown)
    {
        var answers = new List<JsonElement>();
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            var asked = Stopwatch.GetTimestamp();
            using var answer = await user.SendAsync(HttpMethod.Get, Overview);
            var took = Stopwatch.GetElapsedTime(asked);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(took < Longest, $"An overview took {took}.");
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {text}");
            answers.Add(JsonDocument.Parse(text).RootElement);
            if (isShown(answers[^1]))
            {
                return answers;
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, text);
        }
    }

    /// <summary>What is packed where, what waits, and what has waited longest.</summary>
    private static void AssertWork(JsonElement overview, List<string> tasks, string[] packing)
    {
        var ids = tasks.ConvertAll(task => task.Split('/')[^1]);
        var running = Items(overview, "running");
        Assert.Equal(packing.SelectMany(silo => Enumerable.Repeat(silo, Slots)), running.Select(shard => Text(shard, "silo")).Order(StringComparer.Ordinal));
        Assert.All(running, shard =>
        {
            Assert.Equal("retail", Text(shard, "spaceId"));
            Assert.Contains(Text(shard, "taskId"), ids);
            Assert.InRange(Number(shard, "index"), 0, Shards - 1);
            Assert.InRange(Number(shard, "rowsRead"), 1, Number(shard, "rows"));
        });
        var queue = Assert.Single(Items(overview, "queues"));
        Assert.Equal("retail", Text(queue, "spaceId"));

        // A scheduler that is new grants before it has heard of all that is held; what it grants too much waits at the silo.
        Assert.InRange(Number(queue, "busySlots"), packing.Length * Slots, 3 * Slots);
        Assert.InRange(Number(queue, "waitingTasks"), 1, tasks.Count);
        Assert.Equal(ids[0], Text(overview.GetProperty("oldestWaiting"), "taskId"));
    }

    private static List<(string Name, string State, int Slots, int Busy)> Silos(JsonElement overview) =>
        Items(overview, "silos").ConvertAll(silo => (Text(silo, "name"), Text(silo, "state"), Number(silo, "slots"), Number(silo, "busySlots")));

    private static List<JsonElement> Items(JsonElement overview, string list) => [.. overview.GetProperty(list).GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static int Number(JsonElement item, string name) => item.GetProperty(name).GetInt32();
}
