using SegmentExport.Benchmarks.Soak;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Trials;

/// <summary>Three silos with settings that are tried, and a gateway, on a PostgreSQL server of their own that syncs its commits.</summary>
internal sealed class TrialCluster : IAsyncDisposable
{
    /// <summary>How many silos it has.</summary>
    public const int SiloCount = 3;

    private const int Rows = 100;

    private readonly PostgresServer _server;
    private readonly List<SoakProcess> _silos;

    private TrialCluster(PostgresServer server, ClusterProcesses processes, SiloTrial trial)
    {
        (_server, Processes) = (server, processes);
        _silos = [.. Enumerable.Range(0, SiloCount).Select(_ => Start(trial))];
    }

    /// <summary>The processes.</summary>
    public ClusterProcesses Processes { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<TrialCluster> StartAsync(SiloTrial trial)
    {
        var server = await PostgresServer.StartAsync(isDurable: true);
        TrialCluster? cluster = null;
        try
        {
            cluster = new(server, await ClusterProcesses.StartAsync(new() { Silos = 0, Gateways = 0, Users = Rows, Server = server }), trial);
            await Task.WhenAll(cluster._silos.Select(silo => silo.Server).Append(cluster.Processes.StartGateway()).Select(process => process.WaitUntilReadyAsync()));
            return cluster;
        }
        catch
        {
            await (cluster?.DisposeAsync() ?? server.DisposeAsync());
            throw;
        }
    }

    /// <summary>What each silo needs now.</summary>
    public Task<ProcessReading[]> ReadAsync() => Task.WhenAll(_silos.Select(silo => silo.ReadAsync()));

    /// <summary>A count of each silo since it started.</summary>
    public Task<double[]> CountAsync(string metric) => Task.WhenAll(_silos.Select(silo => silo.SumAsync(metric)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _silos.ForEach(silo => silo.Dispose());
        await Processes.DisposeAsync();
        await _server.DisposeAsync();
    }

    private SoakProcess Start(SiloTrial trial)
    {
        var port = FreePort.Find();
        return new(Processes.StartSiloOf(Programs.FaultySilo, [(ServerProcess.MetricsPort, $"{port}"), .. trial.Settings]), port);
    }
}
