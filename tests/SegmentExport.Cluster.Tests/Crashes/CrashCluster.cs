using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Faults;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Crashes;

/// <summary>Two silos with crash points and a gateway; whoever crashes is replaced.</summary>
public sealed class CrashCluster : IAsyncLifetime
{
    public const int Shards = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempDataFolder _folder = new();
    private ClusterProcesses? _cluster;

    /// <summary>The cluster; skips the test where PostgreSQL is not installed.</summary>
    public ClusterProcesses Cluster => PostgresBinaries.Require(_cluster);

    /// <summary>What is armed.</summary>
    public CrashFolder Crashes => new(_folder.Path);

    /// <summary>The digest of the export where nothing crashes.</summary>
    public string Digest { get; private set; } = "";

    public ApiUser Alice => Cluster.User("alice").Patiently(Patience);

    public ApiUser Carol => Cluster.User("carol").Patiently(Patience);

    public async ValueTask InitializeAsync()
    {
        if (PostgresBinaries.Folder is null)
        {
            return;
        }

        _cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Gateways = 1,
            Users = Shards * 100,
            SiloProgram = Programs.FaultySilo,
            Settings = new Dictionary<string, string>
            {
                ["Faults__CrashFolder"] = _folder.Path,
                ["SegmentExport__Cluster__ResponseTimeout"] = "00:00:05",
                ["SegmentExport__Sharding__TargetRows"] = "100",
                ["SegmentExport__Packaging__Slots"] = "1",
                ["SegmentExport__Packaging__PingPeriod"] = "00:00:01",
                ["SegmentExport__Packaging__AnnouncePeriod"] = "00:00:00.500",
            },
        });
        Digest = await ClusterExport.CompleteAsync(Carol, Alice, await ClusterExport.CreateAsync(Alice), Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await (_cluster?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }
}
