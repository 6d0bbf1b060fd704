using System.Net;

namespace SegmentExport.Grains.Tests.Scheduling.Simulation;

/// <summary>A silo: so many slots, and shards that wait for one of them where more were sent to it.</summary>
internal sealed class SimulatedSilo(VirtualTime time, int number, int slots)
{
    private readonly Queue<(TimeSpan Work, Action Done)> _waiting = [];
    private TimeSpan _stalledUntil;
    private int _busy;

    public SiloAddress Address { get; } = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 10_000 + number), number);

    public string Name { get; } = $"silo-{number}";

    public int Slots { get; } = slots;

    /// <summary>Killed: nothing of it is ever heard again.</summary>
    public bool IsDead { get; private set; }

    /// <summary>It ends what it has and takes nothing new.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>It stands still.</summary>
    public bool IsStalled => time.Elapsed < _stalledUntil;

    /// <summary>The time that its slots have worked, all together.</summary>
    public TimeSpan Worked { get; private set; }

    public void Kill() => IsDead = true;

    public void Leave() => IsLeaving = true;

    public void Stall(TimeSpan period) => _stalledUntil = time.Elapsed + period;

    /// <summary>Works on something as soon as a slot is free.</summary>
    public void Work(TimeSpan work, Action done)
    {
        if (_busy == Slots)
        {
            _waiting.Enqueue((work, done));
            return;
        }

        _busy++;
        time.After(work, () => End(work, done));
    }

    private void End(TimeSpan work, Action done)
    {
        if (IsDead)
        {
            return;
        }

        if (IsStalled)
        {
            time.After(_stalledUntil - time.Elapsed, () => End(work, done));
            return;
        }

        _busy--;
        Worked += work;
        if (_waiting.TryDequeue(out var next))
        {
            Work(next.Work, next.Done);
        }

        done();
    }
}
