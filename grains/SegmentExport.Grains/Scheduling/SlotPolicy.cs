using System.Collections.Immutable;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Scheduling;

/// <summary>
/// Who gets the next free slot, and where. Pure: no clock, no I/O, no Orleans runtime, so that it can be simulated. The task is the next of a <see cref="FairQueue"/>, the slot one of the least busy silo;
/// nothing is granted to a silo without a free slot.
/// </summary>
internal sealed class SlotPolicy(Func<Guid> newGrantId, ISchedulingRules rules)
{
    private readonly Dictionary<SiloAddress, SiloSlots> _silos = [];
    private readonly Dictionary<TaskKey, TaskDemand> _tasks = [];
    private readonly Dictionary<Guid, (TaskKey Task, SiloAddress Silo, SourceLane Lane)> _grants = [];
    private readonly FairQueue _queue = new(rules);
    private readonly HashSet<Guid> _onTheWay = [];

    /// <summary>The tasks that hold a slot or wait for one.</summary>
    public IReadOnlyCollection<TaskKey> Tasks => _tasks.Keys;

    /// <summary>Shards that wait for a slot.</summary>
    public int Waiting => _tasks.Values.Sum(task => task.Waiting);

    /// <summary>Tasks with shards that wait for a slot.</summary>
    public int WaitingTasks => _tasks.Values.Count(task => task.Waiting > 0);

    /// <summary>Tasks that wanted slots and want none any more, ever.</summary>
    public long EndedTasks { get; private set; }

    /// <summary>Slots in use.</summary>
    public int Busy => _grants.Count;

    /// <summary>Slots in all.</summary>
    public int Slots => _silos.Values.Sum(silo => silo.Slots);

    /// <summary>Slots that may be granted.</summary>
    public int FreeSlots => _silos.Values.Sum(silo => Math.Max(0, silo.Slots - silo.Busy));

    /// <summary>The silos that offer slots.</summary>
    public ImmutableArray<SiloSlotsView> SiloViews => [.. _silos.Select(silo => new SiloSlotsView(silo.Key, silo.Value.Slots, silo.Value.Busy))];

    /// <summary>What each space holds and waits with.</summary>
    public ImmutableArray<SpaceQueue> Queues =>
    [
        .. _tasks.GroupBy(task => task.Key.Space, task => task.Value).Select(space => new SpaceQueue(
            space.Key, space.Count(task => task.Waiting > 0), space.Sum(task => task.Waiting), space.Sum(task => task.Grants.Count))),
    ];

    /// <summary>A silo is there with so many slots; with none it gets no more work.</summary>
    public void SetSilo(SiloAddress silo, string name, int slots, DateTimeOffset now)
    {
        if (slots <= 0)
        {
            _silos.Remove(silo);
            return;
        }

        var busy = _silos.TryGetValue(silo, out var known) ? known.Busy : _grants.Values.Count(grant => grant.Silo.Equals(silo));
        _silos[silo] = new SiloSlots(name, slots, now) { Busy = busy };
    }

    /// <summary>Silos that have not said a word since then get no more work.</summary>
    /// <returns>Which, and when each was last heard.</returns>
    public IReadOnlyList<(SiloAddress Silo, DateTimeOffset Seen)> DropSilent(DateTimeOffset since)
    {
        var silent = _silos.Where(entry => entry.Value.Seen < since).Select(entry => (entry.Key, entry.Value.Seen)).ToList();
        silent.ForEach(entry => _silos.Remove(entry.Key));
        return silent;
    }

    /// <summary>A task has received its grants, or it is unknown whether it has: from now on what it says of them counts.</summary>
    public void Acknowledge(IEnumerable<SlotGrant> grants) => _onTheWay.ExceptWith(grants.Select(grant => grant.Id));

    /// <summary>A task says what it holds and waits with. What it does not hold any more is free again, unless it is still on the way to it.</summary>
    /// <returns>How many grants lapsed with that.</returns>
    public int SetDemand(SlotDemand demand)
    {
        MoveTo(demand.Source, demand.Task);
        var held = demand.Held.Select(grant => grant.Id).ToHashSet();
        var lapsed = GrantsOf(demand.Task).Where(id => !held.Contains(id) && !_onTheWay.Contains(id)).ToList();
        lapsed.ForEach(grant => Free(grant)?.Breaker.Forget(grant));

        foreach (var grant in demand.Held.Where(grant => !_grants.ContainsKey(grant.Id)))
        {
            Take(grant.Id, Known(demand.Task, demand.Source), grant.Silo);
        }

        SetWaiting(demand.Task, demand.Source, demand.WaitingShards, demand.RemainingRows);
        return lapsed.Count;
    }

    /// <summary>A task gives slots back, and says what it still waits with.</summary>
    /// <returns>The source that begins to rest with that, or whose rest ends with it; else null.</returns>
    public SourceLane? Release(TaskKey task, SlotRelease release, DateTimeOffset now)
    {
        SourceLane? changed = null;
        foreach (var grant in release.Grants)
        {
            if (Free(grant) is { } lane && Settle(lane, grant, release.Outcome, now))
            {
                changed = lane;
            }
        }

        SetWaiting(task, release.Source, release.WaitingShards, release.RemainingRows);
        return changed;
    }

    /// <summary>A task has gone: it holds and wants nothing. What is still on the way to it is free as well, and comes back from it.</summary>
    /// <returns>How many grants lapsed with that.</returns>
    public int Remove(TaskKey task)
    {
        if (!_tasks.TryGetValue(task, out var demand))
        {
            return 0;
        }

        var lapsed = demand.Grants.Count(grant => !_onTheWay.Contains(grant));
        demand.Grants.ToList().ForEach(grant => Free(grant)?.Breaker.Forget(grant));
        SetWaiting(task, demand.Source, waiting: 0, remainingRows: 0);
        return lapsed;
    }

    /// <summary>Grants the free slots to those that wait.</summary>
    public IReadOnlyDictionary<TaskKey, ImmutableArray<SlotGrant>> Grant(DateTimeOffset now)
    {
        var granted = new Dictionary<TaskKey, ImmutableArray<SlotGrant>.Builder>();
        while (LeastBusySilo() is { } silo && _queue.Next(now) is { } task)
        {
            var grant = new SlotGrant(newGrantId(), silo, _silos[silo].Name);
            _queue.Charge(task, grant.Id);
            Take(grant.Id, task, silo);
            _onTheWay.Add(grant.Id);
            task.Waiting--;
            _queue.Place(task);
            if (!granted.TryGetValue(task.Key, out var grants))
            {
                granted[task.Key] = grants = ImmutableArray.CreateBuilder<SlotGrant>();
            }

            grants.Add(grant);
        }

        return granted.ToDictionary(pair => pair.Key, pair => pair.Value.ToImmutable());
    }

    private SiloAddress? LeastBusySilo()
    {
        SiloAddress? best = null;
        var bestLoad = double.MaxValue;
        foreach (var (silo, slots) in _silos)
        {
            var load = (double)slots.Busy / slots.Slots;
            if (slots.Busy < slots.Slots && (load < bestLoad || (load.Equals(bestLoad) && silo.CompareTo(best) < 0)))
            {
                (best, bestLoad) = (silo, load);
            }
        }

        return best;
    }

    private bool Settle(SourceLane lane, Guid grant, ShardOutcome outcome, DateTimeOffset now)
    {
        switch (outcome)
        {
            case ShardOutcome.Packed:
                if (!lane.Breaker.Succeed(grant))
                {
                    return false;
                }

                _queue.Resume(lane);
                return true;
            case ShardOutcome.SourceFault:
                return lane.Breaker.Fail(grant, now);
            default:
                lane.Breaker.Forget(grant);
                return false;
        }
    }

    private void SetWaiting(TaskKey key, string source, int waiting, long remainingRows)
    {
        var known = _tasks.TryGetValue(key, out var task);
        if (waiting <= 0 && (task is null || task.Grants.Count == 0))
        {
            if (known)
            {
                _queue.Leave(task!);
                _tasks.Remove(key);
                EndedTasks++;
            }

            return;
        }

        task ??= Known(key, source);
        (task.Waiting, task.RemainingRows) = (Math.Max(0, waiting), remainingRows);
        _queue.Place(task);
    }

    private TaskDemand Known(TaskKey key, string source) => _tasks.TryGetValue(key, out var task) ? task : _tasks[key] = new(key) { Source = source, Turn = _queue.Join(key.Space, source) };

    /// <summary>A task turns out to read from another source than was known: what was heard first came from a silo that did not say.</summary>
    private void MoveTo(string source, TaskKey key)
    {
        if (source.Length > 0 && _tasks.TryGetValue(key, out var task) && task.Source != source)
        {
            _queue.Leave(task);
            (task.Source, task.Turn) = (source, _queue.Join(key.Space, source));
        }
    }

    private HashSet<Guid> GrantsOf(TaskKey task) =>
        _tasks.TryGetValue(task, out var demand) ? demand.Grants : [];

    private void Take(Guid grant, TaskDemand task, SiloAddress silo)
    {
        var lane = _queue.LaneOf(task);
        _grants[grant] = (task.Key, silo, lane);
        task.Grants.Add(grant);
        lane.Reading++;
        if (_silos.TryGetValue(silo, out var slots))
        {
            slots.Busy++;
        }
    }

    /// <returns>The source that was read from with it; null where it was free already.</returns>
    private SourceLane? Free(Guid grant)
    {
        if (!_grants.Remove(grant, out var known))
        {
            return null;
        }

        _onTheWay.Remove(grant);
        known.Lane.Reading--;
        if (_tasks.TryGetValue(known.Task, out var demand))
        {
            demand.Grants.Remove(grant);
            _queue.Place(demand);
        }

        if (_silos.TryGetValue(known.Silo, out var slots))
        {
            slots.Busy--;
        }

        return known.Lane;
    }
}
