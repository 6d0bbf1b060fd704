using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Support;

/// <summary>Two silos that pack at once, for the tests of a class; each takes tasks of its own.</summary>
public sealed class RetailCluster : IAsyncLifetime
{
    private SegmentExportCluster? _cluster;

    public SegmentExportCluster Cluster => _cluster!;

    public async ValueTask InitializeAsync() => _cluster = await SegmentExportCluster.StartAsync(new() { Silos = 2, InMemory = true, Settings = Quick.Packaging });

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}
