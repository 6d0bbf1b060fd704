namespace SegmentExport.Client.Tests.Sessions;

/// <summary>A clock on which every wait is over at once, and has taken as long as it was to.</summary>
internal sealed class HastyClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private long _ticks;

    /// <summary>What was waited for, in order.</summary>
    public List<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits];
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => new(new DateTime(2026, 11, 26, 8, 0, 0, DateTimeKind.Utc).AddTicks(GetTimestamp()));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _waits.Add(dueTime);
            _ticks += dueTime.Ticks;
        }

        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
