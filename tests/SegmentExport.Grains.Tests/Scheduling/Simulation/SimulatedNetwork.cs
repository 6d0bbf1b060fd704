namespace SegmentExport.Grains.Tests.Scheduling.Simulation;

/// <summary>What messages meet on their way: most take milliseconds, few half a second, and some are lost.</summary>
internal sealed class SimulatedNetwork(VirtualTime time, Random random, int lostMessages)
{
    /// <summary>When a dead silo's callers learn of it, and when a lost message is given up.</summary>
    public static readonly TimeSpan Detection = TimeSpan.FromSeconds(15);

    /// <summary>Messages that were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Has somebody receive something, or not.</summary>
    public void Send(Action receive)
    {
        Sent++;
        if (!IsLost())
        {
            time.After(Delay(), receive);
        }
    }

    /// <summary>Whether the next message is lost.</summary>
    public bool IsLost() => lostMessages > 0 && random.Next(lostMessages) == 0;

    /// <summary>How long the next one takes.</summary>
    public TimeSpan Delay() => TimeSpan.FromMilliseconds(0.2 + (random.Next(100) == 0 ? 500 * random.NextDouble() : 5 * random.NextDouble()));
}
