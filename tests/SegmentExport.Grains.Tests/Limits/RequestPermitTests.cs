using SegmentExport.Abstractions.Limits;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Limits;

public sealed class RequestPermitTests
{
    [Fact]
    public async Task Lease_ManyAtOnce_HandsOutAMinutesPermitsAndNoMore()
    {
        await using var cluster = await SegmentExportCluster.StartAsync(new() { Silos = 2, InMemory = true, Settings = Quick.With(("Limits:RequestsPerUser", "300")) });
        var (alice, bob) = (cluster.Client.GetGrain<IRequestPermitGrain>("alice"), cluster.Client.GetGrain<IRequestPermitGrain>("bob"));
        var started = TimeProvider.System.GetTimestamp();

        var leases = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => alice.LeaseAsync()));

        var most = 300 + (int)Math.Ceiling(TimeProvider.System.GetElapsedTime(started).TotalMinutes * 300);
        Assert.InRange(leases.Sum(lease => lease.Permits), 300, most);
        Assert.Contains(leases, lease => lease is { Permits: 0, PerMinute: 300 } && lease.Period > TimeSpan.Zero);
        Assert.Equal(3, (await bob.LeaseAsync()).Permits);
    }
}
