using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Faults;

/// <summary>A silo that dies without a word.</summary>
public sealed partial class KilledSiloTests
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
        var (killed, killedAt) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        var digests = await Task.WhenAll(tasks.Select(task => ClusterExport.CompleteAsync(carol, alice, task, TimeSpan.FromSeconds(300))));
        var took = Stopwatch.GetElapsedTime(killed);

        var parts = (await Task.WhenAll(tasks.Select(cluster.PackedPartsAsync))).ToList();
        var resumed = Resumed(cluster, tasks, parts, killedAt);
        // By the parts' own words: whoever asks the tasks after the kill waits with them until the death is noticed.
        var later = parts.Sum(packed => packed.Count(part => part.StartedAt > killedAt));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{later} of {Exports * Shards} shards were begun after the kill; the last task that it held up went on {resumed.TotalSeconds:0.0} s after it, and all files were downloaded after {took.TotalSeconds:0.0} s.");
        Assert.InRange(later, 1, (Exports * Shards) - 1);
        Assert.All(digests, digest => Assert.Equal(digests[0], digest));
        Assert.Equal(await ClusterExport.OnOneSiloAsync(cluster), digests[0]);
        Assert.All(parts, packed => Assert.Equal(Enumerable.Range(0, Shards), packed.Select(part => part.Index).Order()));
        Assert.True(resumed < TimeSpan.FromSeconds(60), $"What the kill held up went on {resumed} after it.\n{cluster.Output}");
    }

    /// <summary>
    /// When the last of what the kill held up was begun elsewhere: the next shard of every task that was not packed by then, for its grain may have been the dead silo's, and the shards that, by the others'
    /// own words, the dead silo has not finished.
    /// </summary>
    private static TimeSpan Resumed(ClusterProcesses cluster, List<string> tasks, List<IReadOnlyList<PackedPart>> parts, DateTimeOffset killedAt)
    {
        var next = parts.Select(packed => packed.Select(part => part.StartedAt).Where(at => at > killedAt).DefaultIfEmpty(killedAt).Min());
        var lost = LostShard().Matches(cluster.Output)
            .Select(lost => (Task: tasks.FindIndex(task => task.EndsWith(lost.Groups["task"].Value, StringComparison.Ordinal)), Shard: int.Parse(lost.Groups["shard"].Value, CultureInfo.InvariantCulture)))
            .Select(lost => parts[lost.Task].Single(part => part.Index == lost.Shard).StartedAt);
        return next.Concat(lost).Max() - killedAt;
    }

    [GeneratedRegex(@"Shard (?<shard>\d+) of task retail/(?<task>[0-9a-f]{32}) was not packed at attempt \d+ on silo-2:")]
    private static partial Regex LostShard();

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
