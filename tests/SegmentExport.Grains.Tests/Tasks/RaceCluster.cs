using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Tasks;

/// <summary>Two silos for races: everything as it is but planning, which never ends, so that a race takes no longer than its own calls.</summary>
public sealed class RaceCluster : IAsyncLifetime
{
    private SegmentExportCluster? _cluster;

    public SegmentExportCluster Cluster => _cluster!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await SegmentExportCluster.StartAsync(new() { Silos = 2, InMemory = true, Settings = Quick.Packaging });
        _cluster.Faults.Source.Planning = (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}
