using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Scheduling;

/// <summary>
/// The tasks that wait, and which of them is next. Spaces share by their weights, counted in rows; tasks with next to no rows go ahead of all others; within a space tasks take turns, those whose work fits
/// one slot ahead of the rest of larger ones. A source that as many shards read from as may, or that rests, has nobody who is next.
/// </summary>
internal sealed class FairQueue(ISchedulingRules rules)
{
    /// <summary>How much quick tasks may take at once while others wait, in rows: five hundred of them, a second or two. In the long run it is as much as the others take; where none waits, nothing is owed.</summary>
    private const double QuickBurst = 500 * TaskDemand.ShardOverhead;

    private const int FewFinished = 1024;

    private readonly Dictionary<string, SourceLane> _lanes = new(StringComparer.Ordinal);

    /// <summary>The passes of spaces that have left with more than their share.</summary>
    private readonly Dictionary<SpaceId, double> _finished = [];
    private int _manyFinished = FewFinished;

    /// <summary>The pass that the last turn began with: what a space begins with that had nothing to do.</summary>
    private double _pass;
    private double _quickCredit = QuickBurst;

    /// <summary>The lane of a task's source.</summary>
    public SourceLane LaneOf(TaskDemand task) => _lanes[task.Source];

    /// <summary>A task of a space comes.</summary>
    /// <returns>The space's turn, which it belongs to until it leaves.</returns>
    public SpaceTurn Join(SpaceId space, string source)
    {
        if (!_lanes.TryGetValue(source, out var lane))
        {
            _lanes[source] = lane = new SourceLane(source, rules.NewBreaker());
        }

        return lane.Join(space, Math.Max(_pass, _finished.GetValueOrDefault(space)));
    }

    /// <summary>A task goes.</summary>
    public void Leave(TaskDemand task)
    {
        var (space, pass) = (task.Key.Space, task.Turn.Pass);
        if (LaneOf(task).Leave(task) && pass > _pass)
        {
            _finished[space] = pass;
            ForgetFinished();
        }
    }

    /// <summary>A task waits otherwise than before.</summary>
    public void Place(TaskDemand task) => LaneOf(task).Place(task);

    /// <summary>The next task, which is granted a slot, moved behind the others of its space; null where none may have one.</summary>
    public TaskDemand? Next(DateTimeOffset now)
    {
        SpaceTurn? quick = null, other = null;
        foreach (var lane in _lanes.Values.Where(lane => lane.Breaker.Lets(now) && !(lane.Reading >= rules.ParallelReadsOf(lane.Source))))
        {
            quick = Earlier(quick, lane.FirstQuick);
            other = Earlier(other, lane.FirstOther);
        }

        // A space may be ahead of the others by one burst, and no further, whatever it is made of.
        if (quick is not null && (other is null || (_quickCredit > 0 && quick.Pass - other.Pass < QuickBurst)))
        {
            var next = quick.NextQuick();
            (_pass, _quickCredit) = other is null ? (Math.Max(_pass, quick.Pass), QuickBurst) : (_pass, _quickCredit - next.Cost);
            return next;
        }

        if (other is null)
        {
            _quickCredit = QuickBurst;
            return null;
        }

        _pass = Math.Max(_pass, other.Pass);
        var task = other.NextOther();
        _quickCredit = Math.Min(QuickBurst, _quickCredit + task.Cost);
        return task;
    }

    /// <summary>A task is granted a slot for its next shard, which its space pays for.</summary>
    public void Charge(TaskDemand task, Guid grant)
    {
        var lane = LaneOf(task);
        lane.Charge(task.Turn, task.Cost / rules.WeightOf(task.Key.Space));
        lane.Breaker.Begin(grant);
    }

    /// <summary>A source's rest is over.</summary>
    public void Resume(SourceLane lane) => lane.Forgive(_pass);

    private static SpaceTurn? Earlier(SpaceTurn? one, SpaceTurn? other) => one is null || other?.Pass < one.Pass ? other : one;

    private void ForgetFinished()
    {
        if (_finished.Count > _manyFinished)
        {
            foreach (var (space, _) in _finished.Where(finished => finished.Value <= _pass).ToList())
            {
                _finished.Remove(space);
            }

            _manyFinished = Math.Max(FewFinished, 2 * _finished.Count);
        }
    }
}
