using SegmentExport.Abstractions.Limits;
using SegmentExport.Domain.Limits;

namespace SegmentExport.Gateway.Limits;

/// <summary>The permits of one user on this gateway.</summary>
/// <param name="grain">Finds the user's grain. Throws where no silo knows such grains: while a cluster of an older version is upgraded.</param>
/// <param name="time">The time.</param>
internal sealed class UserPermits(Func<IRequestPermitGrain> grain, TimeProvider time) : IDisposable
{
    /// <summary>What a minute allows here while the user's grain cannot be asked and was never heard of.</summary>
    private const int PerMinuteAlone = 60_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(5);

    private readonly Lock _taking = new();
    private readonly SemaphoreSlim _leasing = new(1);
    private readonly long _started = time.GetTimestamp();
    private int _permits;
    private TimeSpan _goodUntil;
    private TimeSpan _refusedUntil;
    private int _perMinute = PerMinuteAlone;
    private PermitBucket? _alone;

    private TimeSpan Moment => time.GetElapsedTime(_started);

    /// <summary>Takes one; asks the grain only where there is none left.</summary>
    /// <returns>Null, or how long to wait.</returns>
    public ValueTask<TimeSpan?> TryTakeAsync() => IsKnown(out var wait) ? ValueTask.FromResult(wait) : LeaseAsync();

    /// <inheritdoc />
    public void Dispose() => _leasing.Dispose();

    private bool IsKnown(out TimeSpan? wait)
    {
        var now = Moment;
        lock (_taking)
        {
            wait = now < _refusedUntil ? _refusedUntil - now : null;
            if (wait is null && _permits > 0 && now < _goodUntil)
            {
                _permits--;
                return true;
            }

            return wait is not null;
        }
    }

    private async ValueTask<TimeSpan?> LeaseAsync()
    {
        await _leasing.WaitAsync();
        try
        {
            while (true)
            {
                if (IsKnown(out var wait))
                {
                    return wait;
                }

                Take(await AskAsync());
            }
        }
        finally
        {
            _leasing.Release();
        }
    }

    private void Take(PermitLease lease)
    {
        lock (_taking)
        {
            _permits = lease.Permits;
            _goodUntil = Moment + lease.Period;
            _refusedUntil = lease.Permits == 0 ? _goodUntil : TimeSpan.Zero;
        }
    }

    /// <summary>Where the grain does not answer, this gateway holds the user to the limit by itself.</summary>
    private async Task<PermitLease> AskAsync()
    {
        try
        {
            var lease = await grain().LeaseAsync().WaitAsync(Patience, time);
            (_perMinute, _alone) = (lease.PerMinute, null);
            return lease;
        }
        catch (Exception)
        {
            if (_perMinute == 0)
            {
                return new() { Permits = int.MaxValue, Period = Alone, PerMinute = 0 };
            }

            _alone ??= new(_perMinute, Moment);
            var permits = _alone.Take(Math.Max(1, (int)(_perMinute * Alone.TotalMinutes)), Moment);
            return new() { Permits = permits, Period = permits > 0 ? Alone : _alone.UntilNext, PerMinute = _perMinute };
        }
    }
}
