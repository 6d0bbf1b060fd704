namespace SegmentExport.Grains.Tests.Scheduling.Simulation;

/// <summary>A clock that jumps from event to event. Events of one moment happen in the order in which they were asked for, so that a seed tells everything.</summary>
internal sealed class VirtualTime
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (TimeSpan At, long Number)> _events = new();
    private long _number;

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>The time.</summary>
    public DateTimeOffset Now => Start + Elapsed;

    /// <summary>Has something happen later.</summary>
    public void After(TimeSpan delay, Action action) => _events.Enqueue(action, (Elapsed + delay, _number++));

    /// <summary>Has something happen again and again, first after a delay, as long as it says so.</summary>
    public void Every(TimeSpan first, TimeSpan period, Func<bool> action) => After(first, () =>
    {
        if (action())
        {
            Every(period, period, action);
        }
    });

    /// <summary>Lets time pass until something holds.</summary>
    /// <returns>Whether it came to hold within the limit.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        while (!condition())
        {
            if (!_events.TryDequeue(out var action, out var due) || due.At > limit)
            {
                return false;
            }

            Elapsed = due.At;
            action();
        }

        return true;
    }
}
