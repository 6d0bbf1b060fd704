using System.Collections.Immutable;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Grains.Tasks;

/// <summary>Which shards of a task wait, which are being packed, and how often each was tried. Memory only: after a crash it is made anew from the plan.</summary>
internal sealed class ShardQueue : IDisposable
{
    private readonly SortedDictionary<int, Shard> _waiting = [];
    private readonly Dictionary<int, Shard> _resting = [];
    private readonly Dictionary<Guid, RunningShard> _running = [];
    private readonly Dictionary<int, int> _attempts = [];
    private readonly DateTimeOffset? _queuedAt;
    private readonly TimeProvider _time;

    /// <summary>The shards of the plan that are not packed yet, all of them waiting.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="packed">What is packed.</param>
    /// <param name="plannedAt">Since when it waits, if nothing is packed; whatever silo it waited on.</param>
    /// <param name="time">The clock of that.</param>
    public ShardQueue(ShardPlan plan, ImmutableArray<PackedShard> packed, DateTimeOffset plannedAt, TimeProvider time)
    {
        (_time, _queuedAt) = (time, packed.IsEmpty ? plannedAt : null);
        var done = packed.Select(shard => shard.Index).ToHashSet();
        foreach (var shard in plan.Shards.Where(shard => !done.Contains(shard.Index)))
        {
            _waiting.Add(shard.Index, shard);
        }
    }

    /// <summary>Shards that a slot could be used for now.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Shards that are not packed yet, those being packed included.</summary>
    public int Unpacked => _waiting.Count + _resting.Count + _running.Count;

    /// <summary>Rows that are not packed yet, those being packed included.</summary>
    public long RemainingRows => _waiting.Values.Concat(_resting.Values).Concat(_running.Values.Select(run => run.Shard)).Sum(shard => shard.Rows);

    /// <summary>The grants in use.</summary>
    public ImmutableArray<SlotGrant> Held => [.. _running.Values.Select(run => run.Grant)];

    /// <summary>Whether a shard is being packed with a grant.</summary>
    public bool IsUsing(SlotGrant grant) => _running.ContainsKey(grant.Id);

    /// <summary>Begins the next shard with a grant; null where none waits.</summary>
    public RunningShard? Start(SlotGrant grant)
    {
        if (_waiting.Count == 0 || IsUsing(grant))
        {
            return null;
        }

        var waited = _attempts.Count == 0 ? _time.GetUtcNow() - _queuedAt : null;
        var (index, shard) = _waiting.First();
        _waiting.Remove(index);
        var attempt = _attempts[index] = _attempts.GetValueOrDefault(index) + 1;
        return _running[grant.Id] = new RunningShard(grant, shard, attempt) { Waited = waited };
    }

    /// <summary>A shard has been packed or will not be tried again.</summary>
    public void End(RunningShard run) => Take(run);

    /// <summary>A shard failed and waits for its next attempt.</summary>
    public void Rest(RunningShard run)
    {
        Take(run);
        _resting[run.Shard.Index] = run.Shard;
    }

    /// <summary>A shard was not tried at all, and waits too.</summary>
    public void PutBack(RunningShard run)
    {
        Rest(run);
        _attempts[run.Shard.Index] = run.Attempt - 1;
    }

    /// <summary>A shard has waited long enough.</summary>
    public void Wake(int index)
    {
        if (_resting.Remove(index, out var shard))
        {
            _waiting[index] = shard;
        }
    }

    /// <summary>Cancels what runs and forgets what waits.</summary>
    /// <returns>What was running, until it has ended.</returns>
    public Task CancelAsync()
    {
        _waiting.Clear();
        _resting.Clear();
        var runs = _running.Values.ToList();
        foreach (var run in runs)
        {
            run.Cancel();
        }

        return Task.WhenAll(runs.Select(run => run.Ended));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var run in _running.Values)
        {
            run.Dispose();
        }
    }

    private void Take(RunningShard run)
    {
        if (_running.Remove(run.Grant.Id))
        {
            run.Dispose();
        }
    }
}
