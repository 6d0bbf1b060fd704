namespace SegmentExport.Domain.Limits;

/// <summary>A token bucket: it begins full, holds what a minute allows, and is refilled evenly. Not thread-safe.</summary>
/// <param name="perMinute">How many permits a minute allows, at least 1.</param>
/// <param name="moment">A time that only goes forward.</param>
public sealed class PermitBucket(int perMinute, TimeSpan moment)
{
    private double _permits = perMinute;
    private TimeSpan _filledAt = moment;

    /// <summary>How many permits a minute allows.</summary>
    public int PerMinute => perMinute;

    /// <summary>Takes permits.</summary>
    /// <param name="wanted">How many, at most.</param>
    /// <param name="moment">The time.</param>
    /// <returns>How many were there; 0: none.</returns>
    public int Take(int wanted, TimeSpan moment)
    {
        if (moment > _filledAt)
        {
            _permits = Math.Min(perMinute, _permits + ((moment - _filledAt).TotalMinutes * perMinute));
            _filledAt = moment;
        }

        var taken = Math.Min(wanted, (int)_permits);
        _permits -= taken;
        return taken;
    }

    /// <summary>How long it is until there is a permit again, once there is none.</summary>
    public TimeSpan UntilNext => TimeSpan.FromMinutes(Math.Max(0, 1 - _permits) / perMinute);
}
