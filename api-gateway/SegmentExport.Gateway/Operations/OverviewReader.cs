using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Operations;

namespace SegmentExport.Gateway.Operations;

/// <summary>
/// Asks a silo for the overview. Whichever silo a key's messages go to is the same until that silo is known to be gone; so who wants another one asks by another key, which may lead to the same one.
/// </summary>
internal sealed class OverviewReader(IGrainFactory grains)
{
    private const int Attempts = 10;
    private const int Keys = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private int _key;

    /// <summary>Asks again where the silo that was asked has just died, which this gateway knows soon, and by all other keys at once where it hangs, which is known much later.</summary>
    /// <param name="caller">Who looks.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Answer<OperationsOverview>> ReadAsync(Caller caller, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var key = Volatile.Read(ref _key);
            try
            {
                return await grains.GetGrain<IOperationsGrain>(key).GetOverviewAsync(caller);
            }
            catch (TimeoutException)
            {
                cancellation.ThrowIfCancellationRequested();
                return await ReadByOthersAsync(key, caller, cancellation);
            }
            catch (OrleansException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    /// <summary>The first answer. Whoever comes next begins by the key that brought it, and waits for the silent silo no more.</summary>
    private async Task<Answer<OperationsOverview>> ReadByOthersAsync(int silent, Caller caller, CancellationToken cancellation)
    {
        var asked = Enumerable.Range(silent + 1, Keys - 1).Select(key => (Key: key % Keys, Answer: grains.GetGrain<IOperationsGrain>(key % Keys).GetOverviewAsync(caller))).ToList();

        // Once one has answered, or nobody waits any more, nobody looks at what becomes of the others.
        asked.ForEach(one => one.Answer.Ignore());
        while (true)
        {
            await Task.WhenAny(asked.Select(one => one.Answer)).WaitAsync(cancellation);
            var first = asked.First(one => one.Answer.IsCompleted);
            if (first.Answer.IsCompletedSuccessfully || asked.Count == 1)
            {
                Interlocked.CompareExchange(ref _key, first.Key, silent);
                return await first.Answer;
            }

            asked.Remove(first);
        }
    }
}
