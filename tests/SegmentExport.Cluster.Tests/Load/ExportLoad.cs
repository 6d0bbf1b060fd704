using System.Collections.Concurrent;
using System.Diagnostics;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Load;

/// <summary>People who make one export after the other, whatever happens to the cluster: created, approved, waited for, downloaded.</summary>
internal sealed class ExportLoad : IAsyncDisposable
{
    private const int People = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ClusterProcesses _cluster;
    private readonly ReadyGateways _gateways;
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<string, string> _digests = [];
    private readonly Task _people;

    private ExportLoad(ClusterProcesses cluster)
    {
        _cluster = cluster;
        _gateways = new(() => cluster.Gateways);
        _client = new(_gateways, disposeHandler: false) { BaseAddress = new Uri("http://gateways.invalid"), Timeout = TimeSpan.FromSeconds(100) };
        _people = Task.WhenAll(Enumerable.Range(0, People).Select(_ => MakeExportsAsync()));
    }

    public static ExportLoad Start(ClusterProcesses cluster) => new(cluster);

    /// <summary>Exports that were downloaded so far.</summary>
    public int Downloaded => _digests.Count;

    /// <summary>Requests that came while no gateway was ready: none, where the cluster is only restarted.</summary>
    public int Unserved => _gateways.Unserved;

    /// <summary>Waits until so many more exports were downloaded: the load is a load.</summary>
    public async Task WaitForMoreAsync(int exports)
    {
        var (goal, started) = (Downloaded + exports, Stopwatch.GetTimestamp());
        while (Downloaded < goal)
        {
            if (_people.IsFaulted)
            {
                await _people;
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, _cluster.Output);
            await Task.Delay(50);
        }
    }

    /// <summary>Everybody ends what they began. Every command that was acknowledged had its effect, once: each task is there, approved, packed whole, and the same to the byte.</summary>
    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        await _people;
        Assert.Equal([await ClusterExport.OnOneSiloAsync(_cluster)], _digests.Values.Distinct());
        Assert.Equal((long)Downloaded, await _cluster.Database.ExecuteAsync("SELECT count(*) FROM download_task;"));
        Assert.Equal((long)Downloaded, await _cluster.Database.ExecuteAsync("SELECT count(*) FROM OrleansReminders;"));
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _people.ContinueWith(_ => { }, TaskScheduler.Default);
        _ending.Dispose();
        _client.Dispose();
        _gateways.Dispose();
    }

    private async Task MakeExportsAsync()
    {
        var (alice, carol) = (_cluster.User("alice", _client).Patiently(Patience), _cluster.User("carol", _client).Patiently(Patience));
        while (!_ending.IsCancellationRequested)
        {
            var task = await ClusterExport.CreateAsync(alice);
            _digests[task] = await ClusterExport.CompleteAsync(carol, alice, task, Patience);
        }
    }
}
