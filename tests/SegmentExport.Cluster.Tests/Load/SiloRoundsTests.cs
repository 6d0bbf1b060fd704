using SegmentExport.Cluster.Tests.Faults;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Load;

/// <summary>Silos that die and leave, one after the other, while people work.</summary>
public sealed class SiloRoundsTests
{
    [Fact]
    public async Task Silos_KilledAndTerminatedInTurnUnderLoad_LoseNoAcknowledgedCommand()
    {
        // Where few rounds have to be quick, silos whose death is noticed within seconds.
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            SiloProgram = FaultCounts.IsFull ? Programs.Silo : Programs.FaultySilo,
            Users = 2000,
            Settings = new Dictionary<string, string>
            {
                ["SegmentExport__Cluster__ResponseTimeout"] = FaultCounts.IsFull ? "00:00:30" : "00:00:05",
                ["SegmentExport__Sharding__TargetRows"] = "200",
                ["SegmentExport__Packaging__Slots"] = "1",
            },
        });
        await using var load = ExportLoad.Start(cluster);
        for (var round = 0; round < FaultCounts.Of(2, 5); round++)
        {
            await load.WaitForMoreAsync(3);
            var silo = cluster.Silos[round];
            if (round % 2 == 0)
            {
                await silo.KillAsync();
            }
            else
            {
                await silo.SignalAsync("TERM");
                Assert.Equal(0, await silo.WaitForExitAsync(TimeSpan.FromSeconds(60)));
            }

            await cluster.StartSilo().WaitUntilReadyAsync();
            await load.WaitForMoreAsync(3);
            TestContext.Current.TestOutputHelper?.WriteLine($"Round {round + 1}, {(round % 2 == 0 ? "killed" : "terminated")}: {load.Downloaded} exports so far.");
        }

        await load.EndAsync();
    }
}
