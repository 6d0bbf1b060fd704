using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Tls;

/// <summary>TLS between silos, and between gateways and silos: only who has a certificate of the cluster's authority takes part.</summary>
public sealed class ClusterTlsTests : IDisposable
{
    private readonly TempDataFolder _files = new();

    [Fact]
    public async Task Cluster_WithTls_ExportsAndLetsNoStrangerIn()
    {
        var mine = new ClusterAuthority(_files.Path, "mine");
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Gateways = 1,
            Users = 2000,
            Settings = new Dictionary<string, string>(mine.SettingsOf("process")) { ["SegmentExport__Sharding__TargetRows"] = "100", ["SegmentExport__Packaging__Slots"] = "1" },
        });

        var (alice, carol) = (cluster.User("alice"), cluster.User("carol"));
        var task = await ClusterExport.CreateAsync(alice);
        await ClusterExport.CompleteAsync(carol, alice, task, TimeSpan.FromSeconds(60));
        Assert.Equal(2, (await ClusterExport.PackedByAsync(cluster, task)).Count);

        var other = new ClusterAuthority(_files.Path, "other").SettingsOf("stranger");
        await using var stranger = cluster.StartGateway([.. other.Select(setting => (setting.Key, setting.Value))]);
        await using var plain = cluster.StartGateway([.. other.Keys.Select(setting => (setting, ""))]);
        await WaitForAsync(stranger, "Waiting for a silo");
        await WaitForAsync(plain, "Waiting for a silo");
        Assert.False(await stranger.IsReadyAsync() || await plain.IsReadyAsync());
    }

    public void Dispose() => _files.Dispose();

    // Said once an attempt to connect has failed.
    private static async Task WaitForAsync(ServerProcess process, string text)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!process.Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(timeout.IsCancellationRequested || process.HasExited, process.Output);
            await Task.Delay(50);
        }
    }
}
