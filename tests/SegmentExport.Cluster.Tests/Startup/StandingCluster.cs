using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Startup;

/// <summary>A cluster of one silo, beside which others try to start.</summary>
public sealed class StandingCluster : IAsyncLifetime
{
    private ClusterProcesses? _cluster;

    /// <summary>The cluster; skips the test where PostgreSQL is not installed.</summary>
    public ClusterProcesses Cluster
    {
        get
        {
            if (_cluster is null)
            {
                PostgresBinaries.Require();
            }

            return _cluster!;
        }
    }

    public async ValueTask InitializeAsync() =>
        _cluster = PostgresBinaries.Folder is null ? null : await ClusterProcesses.StartAsync(new() { Silos = 1, Gateways = 0, Users = 500 });

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
