using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Commands;

/// <summary>The commands of <c>SegmentExport.Silo</c> for keys and the audit as processes: what they say, and what they end with.</summary>
public sealed class OperatorCommandTests
{
    private const string KeyId = "SegmentExport__ArtifactKeys__Keys__0__Id";
    private const string Key = "SegmentExport__ArtifactKeys__Keys__0__Key";
    private const string Unguard = "ALTER TABLE audit DISABLE TRIGGER USER; ALTER TABLE audit_window DISABLE TRIGGER ALL; ALTER TABLE audit_seal DISABLE TRIGGER ALL;";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Rewrap_ToANewKey_KeepsFilesReadableWhenTheOldOneIsGone()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 1, Gateways = 1, Users = 500 });
        var (alice, carol) = (cluster.User("alice").Patiently(Limit), cluster.User("carol").Patiently(Limit));
        var task = await ClusterExport.CreateAsync(alice);
        var digest = await ClusterExport.CompleteAsync(carol, alice, task, Limit);
        await cluster.Silos[0].SignalAsync("TERM");
        await cluster.Silos[0].WaitForExitAsync(Limit);
        var fresh = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

        var (code, said) = await RunAsync(cluster, "rewrap", (KeyId, "fresh"), (Key, fresh));
        Assert.Equal(1, code);
        Assert.Contains("'tests'", said, StringComparison.Ordinal);
        Assert.Contains("Put that key behind the others, then rewrap again.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);

        (string, string)[] both = [(KeyId, "fresh"), (Key, fresh), ("SegmentExport__ArtifactKeys__Keys__1__Id", "tests"), ("SegmentExport__ArtifactKeys__Keys__1__Key", cluster.Key)];
        Assert.Equal((0, "Wrapped anew: 1. All keys of files are wrapped by 'fresh' now."), await RunAsync(cluster, "rewrap", both));
        Assert.Equal((0, "Wrapped anew: 0. All keys of files are wrapped by 'fresh' now."), await RunAsync(cluster, "rewrap", both));

        await cluster.StartSilo((KeyId, "fresh"), (Key, fresh)).WaitUntilReadyAsync();
        Assert.Equal(digest, await ClusterExport.DownloadAsync(alice, task));
    }

    [Fact]
    public async Task VerifyAudit_OfAnAuditThatWasChanged_SaysWhatAndEndsWithOne()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 1, Gateways = 1, Users = 500 });
        var task = await ClusterExport.CreateAsync(cluster.User("alice"));
        await ClusterExport.CompleteAsync(cluster.User("carol"), cluster.User("alice"), task, Limit);
        await AssertIntactAsync(cluster);

        // With the silo at work: one word of one row, and back.
        await cluster.Database.ExecuteAsync($"{Unguard} UPDATE audit SET actor = 'mallory' WHERE actor = 'carol' AND action = 'approve';");
        await AssertFoundAsync(cluster, "the rows of the space 'retail' are not those that were sealed");
        await cluster.Database.ExecuteAsync("UPDATE audit SET actor = 'carol' WHERE actor = 'mallory';");
        await AssertIntactAsync(cluster);

        // With nobody at work: the last window with all that it holds.
        await cluster.Silos[0].SignalAsync("TERM");
        await cluster.Silos[0].WaitForExitAsync(Limit);
        await AssertIntactAsync(cluster);
        await cluster.Database.ExecuteAsync("""
            DELETE FROM audit WHERE position > COALESCE((SELECT last_position FROM audit_window ORDER BY number DESC OFFSET 1 LIMIT 1), 0);
            DELETE FROM audit_seal WHERE window_number = (SELECT max(number) FROM audit_window);
            DELETE FROM audit_window WHERE number = (SELECT max(number) FROM audit_window);
            """);
        await AssertFoundAsync(cluster, "its end was cut off");

        Assert.Equal(1, (await RunAsync(cluster, "verify-audit", ("SegmentExport__Cluster__ConnectionString", "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2"))).Code);
    }

    private static async Task AssertIntactAsync(ClusterProcesses cluster)
    {
        var (code, said) = await RunAsync(cluster, "verify-audit");
        Assert.True(code == 0, said);
        Assert.Matches("^The audit is as it was sealed: [1-9][0-9]* row\\(s\\) in [1-9][0-9]* window\\(s\\), the last with the hash [0-9a-f]{64}\\.", said);
    }

    private static async Task AssertFoundAsync(ClusterProcesses cluster, string finding)
    {
        var (code, said) = await RunAsync(cluster, "verify-audit");
        Assert.True(code == 1, said);
        Assert.StartsWith("The audit is not as it was sealed.", said, StringComparison.Ordinal);
        Assert.Contains(finding, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> RunAsync(ClusterProcesses cluster, string command, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(cluster.Settings) { ["SegmentExport__Cluster__ConnectionString"] = cluster.Database.Silo };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        await using var process = ServerProcess.Start(Programs.Silo, command, cluster.Folder, all, command);
        return (await process.WaitForExitAsync(Limit), process.Output);
    }
}
