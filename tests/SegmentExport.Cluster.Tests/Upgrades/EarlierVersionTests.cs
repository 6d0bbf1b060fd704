using SegmentExport.Cluster.Tests.Faults;
using SegmentExport.Cluster.Tests.Load;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Upgrades;

/// <summary>
/// An upgrade from a version of the past, as docs/operations.md has it: the schema first, while the old processes work, then the gateways, then silo by silo. Meanwhile both versions work on the same tasks,
/// and read each other's messages and records.
/// </summary>
public sealed class EarlierVersionTests : IDisposable
{
    private readonly TempDataFolder _folder = new();

    [Fact]
    public async Task Upgrade_OfACluster_UnderLoad_LosesNothingAndChangesNoByte()
    {
        Assert.SkipUnless(FaultCounts.IsFull, "Building an earlier version takes a while: it is among the full counts (SEGMENT_EXPORT_FAULTS=full).");
        PostgresBinaries.Require();
        var cancellationToken = TestContext.Current.CancellationToken;
        var commit = await EarlierVersion.FindCommitAsync(cancellationToken);
        var earlier = new EarlierVersion(commit, _folder.Path);
        var (silo, gateway) = (await earlier.BuildAsync("silo/SegmentExport.Silo", cancellationToken), await earlier.BuildAsync("api-gateway/SegmentExport.Gateway", cancellationToken));
        await using var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await EarlierVersion.MigrateAsync(silo, database, _folder.Path);
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Database = database,
            Silos = 2,
            Users = 2000,
            SiloProgram = silo,
            GatewayProgram = gateway,
            Settings = new Dictionary<string, string>
            {
                ["SegmentExport__Sharding__TargetRows"] = "200",
                ["SegmentExport__Packaging__Slots"] = "1",
                ["SegmentExport__Stopping__Notice"] = "00:00:01",
            },
        });
        await using var load = ExportLoad.Start(cluster);
        await load.WaitForMoreAsync(3);
        await database.MigrateAsync();
        await load.WaitForMoreAsync(3);
        foreach (var leaving in cluster.Gateways.ToList())
        {
            await Replacement.MakeAsync(leaving, () => cluster.StartGateway());
            await load.WaitForMoreAsync(3);
        }

        foreach (var leaving in cluster.Silos.ToList())
        {
            // Between the two, silos of both versions pack the same tasks.
            await Replacement.MakeAsync(leaving, () => cluster.StartSiloOf(Programs.Silo));
            await load.WaitForMoreAsync(5);
        }

        await load.EndAsync();
        Assert.Equal(0, load.Unserved);
        TestContext.Current.TestOutputHelper?.WriteLine($"{load.Downloaded} exports while 2 silos and 2 gateways of {commit[..8]} were replaced.");
    }

    public void Dispose() => _folder.Dispose();
}
