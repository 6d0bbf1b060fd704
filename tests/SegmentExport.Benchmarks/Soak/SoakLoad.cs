using SegmentExport.Benchmarks.Load;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>So many lives of tasks at once: where one ends, the next one begins.</summary>
internal sealed class SoakLoad
{
    private const int Seed = 20261126;

    private readonly Task _lives;
    private volatile bool _isEnding;
    private int _begun;

    /// <summary>Begins.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="catalog">Of which segments.</param>
    /// <param name="ledger">What they are recorded in.</param>
    /// <param name="exports">Lives at once.</param>
    /// <param name="most">The rows of the largest export.</param>
    public SoakLoad(ClusterProcesses cluster, LoadCatalog catalog, SoakLedger ledger, int exports, int most) => _lives = Task.WhenAll(Enumerable.Range(0, exports).Select(worker => Task.Run(async () =>
    {
        var life = new SoakLife(cluster, catalog, ledger, Seed + worker);
        while (!_isEnding)
        {
            await life.LiveAsync(Interlocked.Increment(ref _begun), most);
        }
    })));

    /// <summary>No life begins any more, and those that have begun end.</summary>
    public async Task EndAsync()
    {
        _isEnding = true;
        await _lives;
    }
}
