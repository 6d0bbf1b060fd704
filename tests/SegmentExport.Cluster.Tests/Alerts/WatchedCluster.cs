using SegmentExport.TestKit.Faults;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Alerts;

/// <summary>Two silos with a slot each and a gateway, whose faults can be switched, in front of a Prometheus.</summary>
internal sealed class WatchedCluster : IAsyncDisposable
{
    private WatchedCluster(ClusterProcesses cluster, SmallDisk disk) => (Processes, Disk, Faults) = (cluster, disk, new(Switches(cluster.Folder)));

    /// <summary>The processes.</summary>
    public ClusterProcesses Processes { get; }

    /// <summary>Where the parts are.</summary>
    public SmallDisk Disk { get; }

    /// <summary>What can be done to the silos while they run.</summary>
    public FaultSwitches Faults { get; }

    /// <summary>What watches them.</summary>
    public required PrometheusServer Prometheus { get; init; }

    /// <summary>Starts all of it, and waits until it is watched. Skips the test where something for that is not there.</summary>
    public static async Task<WatchedCluster> StartAsync()
    {
        var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 0,
            Gateways = 0,
            Users = 500,
            SiloProgram = Programs.FaultySilo,
            Settings = new Dictionary<string, string>
            {
                ["SegmentExport__Packaging__Slots"] = "1",
                ["SegmentExport__Packaging__PingPeriod"] = "00:00:01",
                ["SegmentExport__Packaging__RetryDelay"] = "00:00:01",
                ["SegmentExport__Packaging__MaxRetryDelay"] = "00:00:01",
            },
        });
        var ports = Enumerable.Range(0, 3).Select(_ => FreePort.Find()).ToArray();
        var watched = new WatchedCluster(cluster, SmallDisk.Mount(Path.Combine(cluster.Folder, "artifacts"))) { Prometheus = new(ports) };
        var processes = new[] { watched.StartSilo(ports[0]), watched.StartSilo(ports[1]), cluster.StartGateway((ServerProcess.MetricsPort, $"{ports[2]}")) };
        await Task.WhenAll(processes.Select(process => process.WaitUntilReadyAsync()));
        return watched;
    }

    public async ValueTask DisposeAsync()
    {
        await Prometheus.DisposeAsync();
        Disk.Dispose();
        await Processes.DisposeAsync();
    }

    private static string Switches(string folder) => Path.Combine(folder, "faults");

    private ServerProcess StartSilo(int port) => Processes.StartSilo((ServerProcess.MetricsPort, $"{port}"), ("Faults__Switches", Switches(Processes.Folder)));
}
