using SegmentExport.Cluster.Tests.Faults;
using SegmentExport.Cluster.Tests.Load;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Upgrades;

/// <summary>All processes of a cluster, replaced one by one while people work.</summary>
public sealed class RollingRestartTests
{
    /// <summary>
    /// The first silo is replaced by one of another program: another version label, and a grain more in its manifest than the others know. It packs and keeps tasks beside them, and is replaced in turn.
    /// </summary>
    [Fact]
    public async Task EveryProcess_ReplacedInTurnUnderLoad_LosesNothingAndIsNotReadyBeforeItEnds()
    {
        var silos = FaultCounts.Of(2, 3);
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = silos,
            Users = 2000,
            Settings = new Dictionary<string, string>
            {
                ["SegmentExport__Sharding__TargetRows"] = "200",
                ["SegmentExport__Packaging__Slots"] = "1",
                ["SegmentExport__Stopping__Notice"] = "00:00:01",
            },
        });
        await using var load = ExportLoad.Start(cluster);
        await load.WaitForMoreAsync(2);

        await Replacement.MakeAsync(cluster.Silos[0], () => cluster.StartSiloOf(Programs.FaultySilo));
        await load.WaitForMoreAsync(3);
        foreach (var silo in cluster.Silos.Skip(1).ToList())
        {
            await Replacement.MakeAsync(silo, () => cluster.StartSilo());
        }

        foreach (var gateway in cluster.Gateways.ToList())
        {
            await Replacement.MakeAsync(gateway, () => cluster.StartGateway());
        }

        await load.WaitForMoreAsync(2);
        await load.EndAsync();
        Assert.Equal(0, load.Unserved);
        TestContext.Current.TestOutputHelper?.WriteLine($"{load.Downloaded} exports during the restart of {silos + 1} silos and 2 gateways.");
    }
}
