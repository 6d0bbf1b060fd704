using System.Globalization;
using System.Net;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Backup;

/// <summary>A backup of a cluster that works, restored to another database and another folder of parts for a cluster of another id, as docs/operations.md has it.</summary>
public sealed class RestoredClusterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Restore_OfABackupTakenAtWork_GoesOnWithEveryTaskOfIt()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Gateways = 1,
            Settings = new Dictionary<string, string> { ["SegmentExport__Sharding__TargetRows"] = "100", ["SegmentExport__Packaging__Slots"] = "1", ["SegmentExport__Sweep__Period"] = "00:00:02" },
        });
        var (alice, carol) = (cluster.User("alice"), cluster.User("carol"));
        var completed = await ClusterExport.CreateAsync(alice);
        var digest = await ClusterExport.CompleteAsync(carol, alice, completed, Limit);
        var expiring = await ClusterExport.CreateAsync(alice);
        Assert.Equal(digest, await ClusterExport.CompleteAsync(carol, alice, expiring, Limit));
        var packed = await ClusterExport.CreateAsync(alice);
        await alice.WaitForAsync(packed, state => ClusterExport.ShardsDone(state) == 200, Limit);
        var packing = await ClusterExport.CreateAsync(alice);
        await alice.WaitForAsync(packing, state => ClusterExport.ShardsDone(state) > 0, Limit);

        // Parts, database, parts again: whatever the database knows of is in one of the two copies.
        var (parts, copy, dump) = (Path.Combine(cluster.Folder, "artifacts"), Path.Combine(cluster.Folder, "restored"), Path.Combine(cluster.Folder, "database.dump"));
        PartsCopy.Add(parts, copy);
        await PostgresBackup.DumpAsync(cluster.Database.Owner, dump);
        await PostgresBackup.DumpKeysAsync(cluster.Database.Owner, $"{dump}.keys");
        var afterwards = await ClusterExport.CreateAsync(alice);
        await alice.WaitForAsync(afterwards, state => ClusterExport.ShardsDone(state) > 0, Limit);
        PartsCopy.Add(parts, copy);
        Assert.NotEmpty(PartsOf(copy, afterwards));
        await KillAsync(cluster);

        var restored = await RestoreAsync(cluster, dump);
        await PostgresBackup.RestoreKeysAsync(restored.Owner, $"{dump}.keys");
        await AgeAsync(restored, expiring);
        Assert.Equal("running", await restored.ExecuteAsync($"SELECT packaging FROM download_task WHERE task_id = '{Id(packing)}';"));
        (string, string?)[] settings = [("SegmentExport__Cluster__ClusterId", "restored"), ("SegmentExport__Artifacts__Path", copy)];
        ServerProcess[] started =
        [
            cluster.StartSilo([.. settings, ("SegmentExport__Cluster__ConnectionString", restored.Silo)]),
            cluster.StartSilo([.. settings, ("SegmentExport__Cluster__ConnectionString", restored.Silo)]),
            cluster.StartGateway([.. settings, ("SegmentExport__Cluster__ConnectionString", restored.Gateway)]),
        ];
        await Task.WhenAll(started.Select(process => process.WaitUntilReadyAsync()));
        (alice, carol) = (cluster.User("alice", gateway: 1).Patiently(Patience), cluster.User("carol", gateway: 1).Patiently(Patience));

        Assert.Equal(digest, await ClusterExport.DownloadAsync(alice, completed));
        Assert.Equal(digest, await ClusterExport.CompleteAsync(carol, alice, packed, Limit));
        Assert.Equal(digest, await ClusterExport.CompleteAsync(carol, alice, packing, Limit));
        Assert.Equal(digest, await ClusterExport.CompleteAsync(carol, alice, await ClusterExport.CreateAsync(alice), Limit));
        Assert.Equal(HttpStatusCode.NotFound, await alice.StatusOfAsync(HttpMethod.Get, afterwards));
        await UntilAsync(() => PartsOf(copy, afterwards).Length == 0, "The parts of a task that the backup does not know are not swept.", cluster);
        await UntilAsync(() => PartsOf(copy, expiring).Length == 0, "The parts of a task whose time is over are not deleted.", cluster);
        Assert.Equal(HttpStatusCode.Gone, await alice.StatusOfAsync(HttpMethod.Get, $"{expiring}/file"));
        Assert.Equal("expired", (await alice.SendForJsonAsync(HttpMethod.Get, expiring)).GetProperty("status").GetString());
        Assert.Equal(4L, await restored.ExecuteAsync("SELECT count(*) FROM OrleansReminders;"));
    }

    [Fact]
    public async Task Restore_ForAnotherService_IsRefused()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 1, Gateways = 0, Users = 500 });
        var dump = Path.Combine(cluster.Folder, "database.dump");
        await PostgresBackup.DumpAsync(cluster.Database.Owner, dump);
        await KillAsync(cluster);
        var restored = await RestoreAsync(cluster, dump);

        await using var silo = cluster.StartSilo(
            ("SegmentExport__Cluster__ConnectionString", restored.Silo), ("SegmentExport__Cluster__ClusterId", "restored"), ("SegmentExport__Cluster__ServiceId", "another"));

        Assert.Equal(1, await silo.WaitForExitAsync(Limit));
        Assert.Contains("Set SegmentExport:Cluster:ServiceId to 'segment-export'", silo.Output, StringComparison.Ordinal);
    }

    private static async Task KillAsync(ClusterProcesses cluster)
    {
        foreach (var process in cluster.Silos.Concat(cluster.Gateways))
        {
            await process.KillAsync();
        }
    }

    private static async Task<PostgresTestDatabase> RestoreAsync(ClusterProcesses cluster, string dump)
    {
        var restored = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await PostgresBackup.RestoreAsync(restored.Owner, dump);
        await restored.MigrateAsync();

        // A cluster that had run for a while: a new one does not have to wait until the claim of one that has just started is old enough.
        await restored.ExecuteAsync("UPDATE tenure SET claimed_at = claimed_at - interval '1 hour';");
        return restored;
    }

    /// <summary>Has a task's day end a few seconds after the cluster's start.</summary>
    private static async Task AgeAsync(PostgresTestDatabase database, string task)
    {
        var end = (TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(15)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        var state = await database.ExecuteAsync($"""
            UPDATE OrleansStorage SET PayloadBinary = convert_to(regexp_replace(convert_from(PayloadBinary, 'UTF8'), '"expiresAt":"[^"]*"', '"expiresAt":"{end}"'), 'UTF8')
            WHERE GrainIdExtensionString = 'retail/{Id(task)}' RETURNING 1;
            """);
        var reminder = await database.ExecuteAsync($"UPDATE OrleansReminders SET StartTime = '{end}' WHERE GrainId LIKE '%{Id(task)}' RETURNING 1;");
        Assert.Equal((1, 1), (state, reminder));
    }

    private static async Task UntilAsync(Func<bool> condition, string otherwise, ClusterProcesses cluster)
    {
        var ended = TimeProvider.System.GetUtcNow() + Limit;
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < ended, $"{otherwise}\n{cluster.Output}");
            await Task.Delay(50);
        }
    }

    private static string[] PartsOf(string folder, string task) => FolderFiles.Of(Path.Combine(folder, "retail", Id(task)));

    private static string Id(string task) => task.Split('/')[^1];
}
