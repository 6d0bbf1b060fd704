using Microsoft.Extensions.Options;
using SegmentExport.Abstractions.Limits;
using SegmentExport.Domain.Limits;

namespace SegmentExport.Grains.Limits;

/// <summary>One user's token bucket. Where its silo dies it begins full again: a minute's requests more, at most.</summary>
internal sealed class RequestPermitGrain(IOptions<LimitOptions> options, TimeProvider time) : Grain, IRequestPermitGrain
{
    /// <summary>A lease is one in so many of what a minute allows.</summary>
    private const int LeasesPerMinute = 100;

    private static readonly TimeSpan Good = TimeSpan.FromSeconds(10);

    private readonly long _started = time.GetTimestamp();
    private PermitBucket? _bucket;

    public Task<PermitLease> LeaseAsync()
    {
        var perMinute = options.Value.RequestsPerUser;
        if (perMinute == 0)
        {
            return Task.FromResult(new PermitLease { Permits = int.MaxValue, Period = Good, PerMinute = 0 });
        }

        var moment = time.GetElapsedTime(_started);
        _bucket ??= new(perMinute, moment);
        var permits = _bucket.Take(Math.Max(1, perMinute / LeasesPerMinute), moment);
        return Task.FromResult(new PermitLease { Permits = permits, Period = permits > 0 ? Good : _bucket.UntilNext, PerMinute = perMinute });
    }
}
