using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Scheduling;

/// <summary>
/// The waiting tasks of one space at one source, taking turns: small ones ahead of the rest of larger ones, yet never so often that a large one starves. Its pass says how much of its share it has had: the
/// turn with the lowest pass is next (start-time fair queueing: P. Goyal, H. M. Vin, H. Cheng, 1996).
/// </summary>
internal sealed class SpaceTurn(SpaceId space, int number)
{
    /// <summary>How many small tasks may go ahead in a row while a large one waits.</summary>
    private const int SmallInARow = 4;

    private readonly LinkedList<TaskDemand> _quick = [];
    private readonly LinkedList<TaskDemand> _small = [];
    private readonly LinkedList<TaskDemand> _large = [];
    private int _smallInARow;

    /// <summary>The space.</summary>
    public SpaceId Space { get; } = space;

    /// <summary>Decides between equal passes: who came first goes first.</summary>
    public int Number { get; } = number;

    /// <summary>What it has had of its slots, in rows over its weight.</summary>
    public double Pass { get; set; }

    /// <summary>Its tasks that hold or want something.</summary>
    public int Tasks { get; set; }

    /// <summary>Whether a quick task waits.</summary>
    public bool HasQuick => _quick.Count > 0;

    /// <summary>Whether any other task waits.</summary>
    public bool HasOthers => _small.Count + _large.Count > 0;

    /// <summary>A task waits, with other shards than before, or with none any more. One that goes on waiting as it did keeps its place.</summary>
    public void Place(TaskDemand task)
    {
        var queue = task switch
        {
            { Waiting: 0 } => null,
            { IsQuick: true } => _quick,
            { IsSmall: true } => _small,
            _ => _large,
        };
        if (task.Place?.List == queue)
        {
            return;
        }

        task.Place?.List!.Remove(task.Place);
        task.Place = queue?.AddLast(task);
    }

    /// <summary>The quick task whose turn it is, moved to the end.</summary>
    public TaskDemand NextQuick() => Rotate(_quick);

    /// <summary>The other task whose turn it is, moved to the end.</summary>
    public TaskDemand NextOther()
    {
        var takesSmall = _small.Count > 0 && (_large.Count == 0 || _smallInARow < SmallInARow);
        _smallInARow = takesSmall && _large.Count > 0 ? _smallInARow + 1 : 0;
        return Rotate(takesSmall ? _small : _large);
    }

    private static TaskDemand Rotate(LinkedList<TaskDemand> queue)
    {
        var first = queue.First!;
        queue.RemoveFirst();
        queue.AddLast(first);
        return first.Value;
    }
}
