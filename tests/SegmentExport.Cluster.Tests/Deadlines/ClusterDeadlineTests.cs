using System.Diagnostics;
using System.Net;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.Cluster.Tests.Faults;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Deadlines;

/// <summary>A deadline that passes while no process of the cluster runs. What starts after it has its clock, of tasks and reminders alone, so much ahead.</summary>
public sealed class ClusterDeadlineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A missed tick comes at the next multiple of this after the deadline.
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Cluster_DownAcrossADeadline_Answers410ToTheFirstRequestAndDeletesThePartsThoughNobodyAsks()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 2, Gateways = 1, Users = 500, SiloProgram = Programs.FaultySilo });
        var (alice, carol) = (cluster.User("alice"), cluster.User("carol"));
        var (asked, forgotten) = (await ClusterExport.CreateAsync(alice), await ClusterExport.CreateAsync(alice));
        await ClusterExport.CompleteAsync(carol, alice, asked, Patience);
        await ClusterExport.CompleteAsync(carol, alice, forgotten, Patience);
        var expiresAt = (await alice.SendForJsonAsync(HttpMethod.Get, forgotten)).GetProperty("expiresAt").GetDateTimeOffset();
        await EndAsync([.. cluster.Gateways, .. cluster.Silos]);
        Assert.NotEmpty(Parts(cluster, asked));
        Assert.NotEmpty(Parts(cluster, forgotten));

        // A little before a tick in the reduced round; an hour after the deadline, wherever that falls, in the full one.
        var start = FaultCounts.IsFull ? expiresAt + TimeSpan.FromHours(1) : expiresAt + ReminderPeriod - TimeSpan.FromSeconds(20);
        var ahead = (start - TimeProvider.System.GetUtcNow()).ToString("c");
        var started = Stopwatch.GetTimestamp();
        var processes = new[] { cluster.StartSilo(("Faults__ClockAhead", ahead)), cluster.StartSilo(("Faults__ClockAhead", ahead)), cluster.StartGateway() };
        await Task.WhenAll(processes.Select(process => process.WaitUntilReadyAsync()));
        var again = cluster.User("alice", gateway: 1).Patiently(Patience);

        Assert.Equal(HttpStatusCode.Gone, await again.StatusOfAsync(HttpMethod.Get, $"{asked}/file"));
        await again.WaitForAsync(asked, state => state.GetProperty("status").GetString() == "expired" && Parts(cluster, asked).Length == 0, Patience);

        while (Parts(cluster, forgotten).Length > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(6), cluster.Output);
            await Task.Delay(100);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"The parts of the task that nobody asked for were gone {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s after the start.");
    }

    // In order where it has to be quick: silos that were killed are waited for by the next ones until they are known to be dead.
    private static Task EndAsync(IEnumerable<ServerProcess> processes) => Task.WhenAll(processes.Select(async process =>
    {
        if (FaultCounts.IsFull)
        {
            await process.KillAsync();
        }
        else
        {
            await process.SignalAsync("TERM");
            await process.WaitForExitAsync(Patience);
        }
    }));

    private static string[] Parts(ClusterProcesses cluster, string task)
    {
        var folder = Path.Combine(cluster.Folder, "artifacts", "retail", task.Split('/')[^1]);
        return FolderFiles.Of(folder);
    }
}
