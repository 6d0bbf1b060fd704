using SegmentExport.TestKit.Faults;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>Two silos with a slot each and a gateway, which export all that they tell to a receiver of the tests, and show Orleans' dashboard.</summary>
public sealed class TracedCluster : IAsyncLifetime
{
    private readonly OtlpReceiver _receiver = new();
    private ClusterProcesses? _cluster;

    /// <summary>The cluster; skips the test where PostgreSQL is not installed.</summary>
    public ClusterProcesses Cluster => PostgresBinaries.Require(_cluster);

    /// <summary>What can be done to the silos while they run.</summary>
    public FaultSwitches Faults => new(Switches(Cluster));

    internal OtlpReceiver Receiver => _receiver;

    /// <summary>Starts one more silo; it is not ready yet.</summary>
    public ServerProcess StartSilo() => StartSilo(Cluster);

    public async ValueTask InitializeAsync()
    {
        if (PostgresBinaries.Folder is null)
        {
            return;
        }

        _cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 0,
            Gateways = 0,
            Users = 2000,
            SiloProgram = Programs.FaultySilo,
            Settings = new Dictionary<string, string>(_receiver.Settings)
            {
                ["SegmentExport__Sharding__TargetRows"] = "300",
                ["SegmentExport__Packaging__Slots"] = "1",
                ["SegmentExport__Dashboard__Enabled"] = "true",
            },
        });
        var processes = new[] { StartSilo(_cluster), StartSilo(_cluster), _cluster.StartGateway() };
        await Task.WhenAll(processes.Select(process => process.WaitUntilReadyAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        await (_cluster?.DisposeAsync() ?? ValueTask.CompletedTask);
        _receiver.Dispose();
    }

    private static ServerProcess StartSilo(ClusterProcesses cluster) => cluster.StartSilo(("Faults__Switches", Switches(cluster)));

    private static string Switches(ClusterProcesses cluster) => Path.Combine(cluster.Folder, "faults");
}
