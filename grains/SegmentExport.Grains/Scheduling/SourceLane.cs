using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Scheduling;

/// <summary>The spaces whose tasks read from one source: who of them is next, how many read at once, and whether the source rests after faults.</summary>
internal sealed class SourceLane(string source, SourceBreaker breaker)
{
    private static readonly Comparer<SpaceTurn> ByPass = Comparer<SpaceTurn>.Create(static (one, other) =>
        one.Pass.CompareTo(other.Pass) is var order and not 0 ? order : one.Number.CompareTo(other.Number));

    private readonly Dictionary<SpaceId, SpaceTurn> _turns = [];
    private readonly SortedSet<SpaceTurn> _quick = new(ByPass);
    private readonly SortedSet<SpaceTurn> _others = new(ByPass);
    private int _made;

    /// <summary>The source's id.</summary>
    public string Source { get; } = source;

    /// <summary>Whether it rests.</summary>
    public SourceBreaker Breaker { get; } = breaker;

    /// <summary>Shards that are being read from it.</summary>
    public int Reading { get; set; }

    /// <summary>The turn whose quick task is next; null where none waits.</summary>
    public SpaceTurn? FirstQuick => _quick.Min;

    /// <summary>The turn whose other task is next; null where none waits.</summary>
    public SpaceTurn? FirstOther => _others.Min;

    /// <summary>The turn of a space, which a task joins.</summary>
    /// <param name="space">The space.</param>
    /// <param name="pass">What a space that was not there begins with.</param>
    public SpaceTurn Join(SpaceId space, double pass)
    {
        if (!_turns.TryGetValue(space, out var turn))
        {
            _turns[space] = turn = new SpaceTurn(space, _made++) { Pass = pass };
        }

        turn.Tasks++;
        return turn;
    }

    /// <summary>A task leaves its space's turn.</summary>
    /// <returns>Whether the space has none left here.</returns>
    public bool Leave(TaskDemand task)
    {
        (task.Waiting, task.RemainingRows) = (0, 0);
        Place(task);
        task.Turn.Tasks--;
        return task.Turn.Tasks == 0 && _turns.Remove(task.Turn.Space);
    }

    /// <summary>A task waits otherwise than before.</summary>
    public void Place(TaskDemand task)
    {
        task.Turn.Place(task);
        Sort(task.Turn, task.Turn.Pass);
    }

    /// <summary>A space has been granted something.</summary>
    public void Charge(SpaceTurn turn, double cost) => Sort(turn, turn.Pass + cost);

    /// <summary>After a rest nobody catches up on what could not be had meanwhile: the others would stand still for as long.</summary>
    public void Forgive(double pass)
    {
        foreach (var turn in _turns.Values.Where(turn => turn.Pass < pass).ToList())
        {
            Sort(turn, pass);
        }
    }

    private void Sort(SpaceTurn turn, double pass)
    {
        _quick.Remove(turn);
        _others.Remove(turn);
        turn.Pass = pass;
        if (turn.HasQuick)
        {
            _quick.Add(turn);
        }

        if (turn.HasOthers)
        {
            _others.Add(turn);
        }
    }
}
