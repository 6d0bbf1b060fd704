using System.Collections.Concurrent;
using SegmentExport.Abstractions.Limits;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Gateway.Limits;

/// <summary>
/// Holds users to so many requests a minute over all gateways. Permits are leased a few at a time from the user's grain, so most requests cost a look into memory. What is leased is taken from the
/// minute's permits, so that gateways never add to them: unused permits are good for seconds only.
/// </summary>
internal sealed class RequestLimiter(IGrainFactory grains, TimeProvider time)
{
    private readonly ConcurrentDictionary<UserId, UserPermits> _users = new();

    /// <summary>Takes a permit.</summary>
    /// <returns>Null, or how long to wait.</returns>
    public ValueTask<TimeSpan?> TryTakeAsync(UserId user) =>
        _users.GetOrAdd(user, static (user, limiter) => new(() => limiter.Grain(user), limiter.Time), this).TryTakeAsync();

    private TimeProvider Time => time;

    private IRequestPermitGrain Grain(UserId user) => grains.GetGrain<IRequestPermitGrain>(IRequestPermitGrain.KeyOf(user));
}
