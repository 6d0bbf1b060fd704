using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Startup;

/// <summary>A cluster that nobody harms: two silos and two gateways, for races, for gateways of a test's own, and beside which others try to start.</summary>
public sealed class StandingCluster : IAsyncLifetime
{
    /// <summary>The collection of the tests that share it.</summary>
    public const string Name = "standing cluster";

    private ClusterProcesses? _cluster;

    /// <summary>The cluster; skips the test where PostgreSQL is not installed.</summary>
    public ClusterProcesses Cluster => PostgresBinaries.Require(_cluster);

    public async ValueTask InitializeAsync() =>
        _cluster = PostgresBinaries.Folder is null ? null : await ClusterProcesses.StartAsync(new() { Silos = 2 });

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
