using SegmentExport.Benchmarks.Load;
using SegmentExport.TestKit.Faults;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>
/// The load's cluster, whose silos are killed one after the other, and whose days are short. Its silos are those of the faults' tests: the product's, with a clock that can be set and a death that is
/// noticed within seconds.
/// </summary>
internal sealed class SoakCluster : IAsyncDisposable
{
    private const int Silos = 3;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly FaultSwitches _faults;
    private readonly Queue<SoakProcess> _silos = [];

    private SoakCluster(ClusterProcesses processes)
    {
        Processes = processes;
        _faults = new(Switches);
        Gateway = Watch(port => processes.StartGateway((ServerProcess.MetricsPort, $"{port}")));
    }

    /// <summary>The processes.</summary>
    public ClusterProcesses Processes { get; }

    /// <summary>The gateway, which nobody kills.</summary>
    public SoakProcess Gateway { get; }

    /// <summary>The gateway and the silos that live.</summary>
    public IEnumerable<SoakProcess> Alive => _silos.Prepend(Gateway);

    /// <summary>How many silos were killed.</summary>
    public int Killed { get; private set; }

    /// <summary>What the silos' clock shows.</summary>
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + _faults.ClockAhead;

    private string Switches => Path.Combine(Processes.Folder, "faults");

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<SoakCluster> StartAsync(LoadCatalog catalog, int rows)
    {
        var options = LoadCluster.Of(catalog, rows, slots: 1);
        var cluster = new SoakCluster(await ClusterProcesses.StartAsync(options with
        {
            Silos = 0,
            Gateways = 0,
            SiloProgram = Programs.FaultySilo,
            Settings = new Dictionary<string, string>(options.Settings)
            {
                ["SegmentExport__Cluster__ResponseTimeout"] = "00:00:05",

                // A day passes with each kill: after 180 of them tasks would leave the list for the archive, and count as lost.
                ["SegmentExport__Retention__KeepFor"] = "00:00:00",
            },
        }));
        try
        {
            for (var silo = 0; silo < Silos; silo++)
            {
                cluster.AddSilo();
            }

            await Task.WhenAll(cluster.Alive.Select(process => process.Server.WaitUntilReadyAsync()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the silo that has lived longest, and starts another one.</summary>
    public async Task KillAsync()
    {
        using var oldest = _silos.Dequeue();
        await oldest.Server.KillAsync();
        Killed++;
        await AddSilo().Server.WaitUntilReadyAsync();
    }

    /// <summary>Has a day pass but for a time: whatever is approved between two such days, so long apart, expires that time after its approval, when its reminder is due.</summary>
    public void PassDay(TimeSpan butFor) => _faults.ClockAhead += Day - butFor;

    /// <summary>Sets the silos' clock ahead to a time, where that is not past.</summary>
    public void SkipTo(DateTimeOffset time)
    {
        if (time > Now)
        {
            _faults.ClockAhead = time - TimeProvider.System.GetUtcNow();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var process in Alive)
        {
            process.Dispose();
        }

        await Processes.DisposeAsync();
    }

    private SoakProcess AddSilo()
    {
        var silo = Watch(port => Processes.StartSilo((ServerProcess.MetricsPort, $"{port}"), ("Faults__Switches", Switches)));
        _silos.Enqueue(silo);
        return silo;
    }

    private static SoakProcess Watch(Func<int, ServerProcess> start)
    {
        var port = FreePort.Find();
        return new(start(port), port);
    }
}
