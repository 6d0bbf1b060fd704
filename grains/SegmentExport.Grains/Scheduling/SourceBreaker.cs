namespace SegmentExport.Grains.Scheduling;

/// <summary>
/// Lets a source that fails again and again rest (a circuit breaker): after some faults in a row nothing is read from it for a while; then one shard is tried, which ends the rest or doubles it. So
/// shards wait instead of using their attempts up against a source that is away. Pure: times are given to it.
/// </summary>
/// <param name="faults">After how many faults in a row.</param>
/// <param name="rest">How long the first rest is.</param>
/// <param name="longestRest">How long a rest is at most.</param>
internal sealed class SourceBreaker(int faults, TimeSpan rest, TimeSpan longestRest)
{
    private int _inARow;
    private int _restsInARow;
    private Guid? _trial;

    /// <summary>Until when it rests; null: it does not.</summary>
    public DateTimeOffset? RestsUntil { get; private set; }

    /// <summary>Whether a shard may be read now.</summary>
    public bool Lets(DateTimeOffset now) => RestsUntil is null || (_trial is null && now >= RestsUntil);

    /// <summary>A shard is about to be read; the one after a rest is the trial.</summary>
    public void Begin(Guid grant) => _trial ??= RestsUntil is null ? null : grant;

    /// <summary>A shard was read to its end. What was under way when a rest began says nothing about now.</summary>
    /// <returns>Whether that ended the rest.</returns>
    public bool Succeed(Guid grant)
    {
        var rested = RestsUntil is not null;
        if (rested && _trial != grant)
        {
            return false;
        }

        (_inARow, _restsInARow, _trial, RestsUntil) = (0, 0, null, null);
        return rested;
    }

    /// <summary>A shard could not be read because of the source.</summary>
    /// <returns>Whether a rest began.</returns>
    public bool Fail(Guid grant, DateTimeOffset now)
    {
        _inARow++;
        if (RestsUntil is null)
        {
            if (_inARow < faults)
            {
                return false;
            }

            Rest(now);
            return true;
        }

        if (_trial == grant)
        {
            _trial = null;
            Rest(now);
        }

        return false;
    }

    /// <summary>A grant ended without a word about the source: cancelled, not used, or lost with its silo. Another one may be the trial.</summary>
    public void Forget(Guid grant)
    {
        if (_trial == grant)
        {
            _trial = null;
        }
    }

    private void Rest(DateTimeOffset now)
    {
        var wanted = rest * Math.Pow(2, Math.Min(_restsInARow++, 30));
        RestsUntil = now + (wanted < longestRest ? wanted : longestRest);
    }
}
