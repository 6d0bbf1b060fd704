using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Startup;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Clustering;

/// <summary>What no setting can bring about, but code could.</summary>
public sealed class ClusterSiloTests : IDisposable
{
    private readonly TempDataFolder _data = new();

    [Fact]
    public async Task Start_WithAProviderInMemory_IsRefused()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SegmentExport:DataPath"] = _data.Path,
            ["SegmentExport:Catalog"] = _data.Combine("catalog.json"),
            ["SegmentExport:Artifacts:Path"] = _data.Combine("artifacts"),
            ["SegmentExport:Artifacts:Shared"] = "true",
            ["SegmentExport:Cluster:AdvertisedAddress"] = "127.0.0.1",
            ["SegmentExport:Cluster:ConnectionString"] = "Host=127.0.0.1;Port=1;Database=x;Username=y",
        });
        builder.AddSegmentExportClusterSilo();
        builder.UseOrleans(silo => silo.UseInMemoryReminderService());
        using var host = builder.Build();

        var fault = await Assert.ThrowsAsync<StartupException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Orleans' Reminders is", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();
}
