using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Operations;

namespace SegmentExport.Gateway.Operations;

/// <summary>
/// Asks a silo for the overview. Whichever silo a key's messages go to is the same until that silo is known to be gone; so who wants another one asks by another key.
/// </summary>
internal sealed class OverviewReader(IGrainFactory grains)
{
    private const int Attempts = 10;
    private const int Keys = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private int _key;

    /// <summary>Asks again where the silo that was asked has just died, which this gateway knows soon, and once more, by another key, where it hangs, which is known much later.</summary>
    /// <param name="caller">Who looks.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Answer<OperationsOverview>> ReadAsync(Caller caller, CancellationToken cancellation)
    {
        var hasHung = false;
        for (var attempt = 1; ; attempt++)
        {
            var key = Volatile.Read(ref _key);
            try
            {
                return await grains.GetGrain<IOperationsGrain>(key).GetOverviewAsync(caller);
            }
            catch (TimeoutException)
            {
                // Whoever comes next begins by the other key, and waits for the silent silo no more.
                Interlocked.CompareExchange(ref _key, (key + 1) % Keys, key);
                if (hasHung)
                {
                    throw;
                }

                cancellation.ThrowIfCancellationRequested();
                hasHung = true;
            }
            catch (OrleansException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }
}
