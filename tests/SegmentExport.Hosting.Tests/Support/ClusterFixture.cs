using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Hosting.Tests.Support;

/// <summary>One silo for the tests of a class; each takes keys of its own.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private SegmentExportCluster? _cluster;

    public SegmentExportCluster Cluster => _cluster!;

    public async ValueTask InitializeAsync() => _cluster = await SegmentExportCluster.StartAsync();

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}
