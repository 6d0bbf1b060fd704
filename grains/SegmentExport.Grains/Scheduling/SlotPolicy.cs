using System.Collections.Immutable;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Scheduling;

/// <summary>
/// Who gets the next free slot, and where. Pure: no clock, no I/O, no Orleans runtime, so that it can be simulated. Spaces take turns; within a space tasks take
/// turns, those whose work fits one slot ahead of the rest of larger ones; the slot is one of the least busy silo. Nothing is granted to a silo without a free slot.
/// </summary>
internal sealed class SlotPolicy(Func<Guid> newGrantId)
{
    private readonly Dictionary<SiloAddress, SiloSlots> _silos = [];
    private readonly Dictionary<TaskKey, TaskDemand> _tasks = [];
    private readonly Dictionary<Guid, (TaskKey Task, SiloAddress Silo)> _grants = [];
    private readonly LinkedList<SpaceTurn> _turns = [];
    private readonly Dictionary<SpaceId, LinkedListNode<SpaceTurn>> _spaces = [];
    private readonly HashSet<Guid> _onTheWay = [];

    /// <summary>The tasks that hold a slot or wait for one.</summary>
    public IReadOnlyCollection<TaskKey> Tasks => _tasks.Keys;

    /// <summary>Shards that wait for a slot.</summary>
    public int Waiting => _tasks.Values.Sum(task => task.Waiting);

    /// <summary>Tasks with shards that wait for a slot.</summary>
    public int WaitingTasks => _tasks.Values.Count(task => task.Waiting > 0);

    /// <summary>Slots in use.</summary>
    public int Busy => _grants.Count;

    /// <summary>Slots in all.</summary>
    public int Slots => _silos.Values.Sum(silo => silo.Slots);

    /// <summary>A silo is there with so many slots; with none it gets no more work.</summary>
    public void SetSilo(SiloAddress silo, string name, int slots)
    {
        if (slots <= 0)
        {
            _silos.Remove(silo);
            return;
        }

        var busy = _silos.TryGetValue(silo, out var known) ? known.Busy : _grants.Values.Count(grant => grant.Silo.Equals(silo));
        _silos[silo] = new SiloSlots(name, slots) { Busy = busy };
    }

    /// <summary>A task has received its grants, or it is unknown whether it has: from now on what it says of them counts.</summary>
    public void Acknowledge(IEnumerable<SlotGrant> grants) => _onTheWay.ExceptWith(grants.Select(grant => grant.Id));

    /// <summary>A task says what it holds and waits with. What it does not hold any more is free again, unless it is still on the way to it.</summary>
    public void SetDemand(SlotDemand demand)
    {
        var held = demand.Held.Select(grant => grant.Id).ToHashSet();
        foreach (var lapsed in GrantsOf(demand.Task).Where(id => !held.Contains(id) && !_onTheWay.Contains(id)).ToList())
        {
            Free(lapsed);
        }

        foreach (var grant in demand.Held.Where(grant => !_grants.ContainsKey(grant.Id)))
        {
            Take(grant.Id, demand.Task, grant.Silo);
        }

        SetWaiting(demand.Task, demand.WaitingShards, demand.RemainingRows);
    }

    /// <summary>A task gives slots back, and says what it still waits with.</summary>
    public void Release(TaskKey task, IEnumerable<Guid> grants, int waiting, long remainingRows)
    {
        foreach (var grant in grants)
        {
            Free(grant);
        }

        SetWaiting(task, waiting, remainingRows);
    }

    /// <summary>A task has gone: it holds and wants nothing.</summary>
    public void Remove(TaskKey task) => Release(task, GrantsOf(task).ToList(), waiting: 0, remainingRows: 0);

    /// <summary>Grants the free slots to those that wait.</summary>
    public IReadOnlyDictionary<TaskKey, ImmutableArray<SlotGrant>> Grant()
    {
        var granted = new Dictionary<TaskKey, ImmutableArray<SlotGrant>.Builder>();
        while (LeastBusySilo() is { } silo && NextTask() is { } task)
        {
            var grant = new SlotGrant(newGrantId(), silo, _silos[silo].Name);
            Take(grant.Id, task, silo);
            _onTheWay.Add(grant.Id);
            _tasks[task].Waiting--;
            if (!granted.TryGetValue(task, out var grants))
            {
                granted[task] = grants = ImmutableArray.CreateBuilder<SlotGrant>();
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

    private TaskKey? NextTask()
    {
        for (var left = _turns.Count; left > 0; left--)
        {
            var turn = _turns.First!;
            _turns.RemoveFirst();
            _turns.AddLast(turn);
            if (turn.Value.Next(_tasks) is { } task)
            {
                return task;
            }
        }

        return null;
    }

    private void SetWaiting(TaskKey task, int waiting, long remainingRows)
    {
        var known = _tasks.TryGetValue(task, out var demand);
        if (waiting <= 0 && (demand is null || demand.Grants.Count == 0))
        {
            if (known)
            {
                Leave(task);
            }

            return;
        }

        demand ??= Join(task);
        (demand.Waiting, demand.RemainingRows) = (Math.Max(0, waiting), remainingRows);
    }

    private TaskDemand Join(TaskKey task)
    {
        if (!_spaces.TryGetValue(task.Space, out var turn))
        {
            _spaces[task.Space] = turn = _turns.AddLast(new SpaceTurn());
        }

        turn.Value.Add(task);
        return _tasks[task] = new TaskDemand();
    }

    private void Leave(TaskKey task)
    {
        _tasks.Remove(task);
        var turn = _spaces[task.Space];
        if (turn.Value.Remove(task))
        {
            _turns.Remove(turn);
            _spaces.Remove(task.Space);
        }
    }

    private HashSet<Guid> GrantsOf(TaskKey task) =>
        _tasks.TryGetValue(task, out var demand) ? demand.Grants : [];

    private void Take(Guid grant, TaskKey task, SiloAddress silo)
    {
        _grants[grant] = (task, silo);
        var demand = _tasks.TryGetValue(task, out var known) ? known : Join(task);
        demand.Grants.Add(grant);
        if (_silos.TryGetValue(silo, out var slots))
        {
            slots.Busy++;
        }
    }

    private void Free(Guid grant)
    {
        if (!_grants.Remove(grant, out var known))
        {
            return;
        }

        _onTheWay.Remove(grant);
        if (_tasks.TryGetValue(known.Task, out var demand))
        {
            demand.Grants.Remove(grant);
        }

        if (_silos.TryGetValue(known.Silo, out var slots))
        {
            slots.Busy--;
        }
    }
}
