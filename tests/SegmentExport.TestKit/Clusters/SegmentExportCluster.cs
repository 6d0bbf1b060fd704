using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Reminders;
using Orleans.TestingHost;
using SegmentExport.Artifacts.Files;
using SegmentExport.Grains;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Hosting;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.TestKit.Clusters;

/// <summary>Silos in this process, set up as the embedded one is: SQLite and files in a folder, and either made-up users or the sample.</summary>
public sealed class SegmentExportCluster : IAsyncDisposable
{
    private readonly TempDataFolder? _ownFolder;

    private SegmentExportCluster(InProcessTestCluster cluster, ClusterFaults faults, string dataPath, TempDataFolder? ownFolder)
    {
        (Cluster, Faults, DataPath, _ownFolder) = (cluster, faults, dataPath, ownFolder);
        Records = new StoredRecords(dataPath);
    }

    /// <summary>The silos.</summary>
    public InProcessTestCluster Cluster { get; }

    /// <summary>The data folder.</summary>
    public string DataPath { get; }

    /// <summary>What can be made to fail or to wait.</summary>
    public ClusterFaults Faults { get; }

    /// <summary>What is in the database, read past the grains.</summary>
    public StoredRecords Records { get; }

    /// <summary>A client outside of the silos.</summary>
    public IClusterClient Client => Cluster.Client;

    /// <summary>The services of the first silo.</summary>
    public IServiceProvider Services => Cluster.GetSiloServiceProvider(Cluster.Silos[0].SiloAddress);

    /// <summary>Starts a cluster.</summary>
    public static async Task<SegmentExportCluster> StartAsync(TestClusterOptions? options = null)
    {
        options ??= new();
        var folder = options.DataPath is null ? new TempDataFolder(options.InMemory) : null;
        var dataPath = options.DataPath ?? folder!.Path;
        if (options.UseSample)
        {
            await SampleData.CopyToAsync(dataPath);
        }
        else
        {
            await File.WriteAllTextAsync(Path.Combine(dataPath, "catalog.json"), TestCatalog.Json);
        }

        var faults = new ClusterFaults(options.Store ?? new FileArtifactStore(Path.Combine(dataPath, "artifacts")), options.Users);
        var builder = new InProcessTestClusterBuilder(options.Silos);

        // Another cluster that goes on with the same folder must be the same service.
        builder.Options.ServiceId = SegmentExportSilo.ServiceId;
        builder.ConfigureSiloHost((silo, host) =>
        {
            host.Configuration.AddInMemoryCollection(options.Settings.Prepend(new("SegmentExport:DataPath", dataPath)));
            options.Services?.Invoke(silo.SiloName, host.Services);
            AddClock(host.Services, options);
            faults.AddTo(host.Services, withSource: !options.UseSample);
        });
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddSegmentExport();
            FaultyGrainStorage.Decorate(silo.Services, faults.Storage);
            options.Silo?.Invoke(silo);
        });
        builder.ConfigureClient(client => CallTrace.AddTo(client.Services));
        var cluster = builder.Build();
        try
        {
            await cluster.DeployAsync();
            return new(cluster, faults, dataPath, folder);
        }
        catch
        {
            await cluster.DisposeAsync();
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>The silo that a grain is active on; null where it is not.</summary>
    public InProcessSiloHandle? SiloOf(IAddressable grain) =>
        Cluster.TryGetGrainContext(grain.GetGrainId(), out var context) ? Cluster.GetSiloForAddress(context.Address.SiloAddress!) : null;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();
        await Records.DisposeAsync();
        _ownFolder?.Dispose();
    }

    private static void AddClock(IServiceCollection services, TestClusterOptions options)
    {
        if (options.Clock is { } clock)
        {
            services.AddKeyedSingleton<TimeProvider>(SegmentExportClock.Key, clock);
            services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
        }
    }
}
