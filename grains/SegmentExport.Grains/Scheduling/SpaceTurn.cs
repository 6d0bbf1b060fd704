using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Scheduling;

/// <summary>The tasks of one space, taking turns: small ones ahead of the rest of larger ones, yet never so often that a large one starves.</summary>
internal sealed class SpaceTurn
{
    /// <summary>How many small tasks may go ahead in a row while a large one waits.</summary>
    private const int SmallInARow = 4;

    private readonly LinkedList<TaskKey> _tasks = [];
    private int _smallInARow;

    /// <summary>A task joins at the end.</summary>
    public void Add(TaskKey task) => _tasks.AddLast(task);

    /// <summary>A task leaves.</summary>
    /// <returns>Whether the space has none left.</returns>
    public bool Remove(TaskKey task)
    {
        _tasks.Remove(task);
        return _tasks.Count == 0;
    }

    /// <summary>The task whose turn it is, moved to the end; null where none waits.</summary>
    public TaskKey? Next(IReadOnlyDictionary<TaskKey, TaskDemand> demands)
    {
        LinkedListNode<TaskKey>? small = null, large = null;
        for (var node = _tasks.First; node is not null && (small is null || large is null); node = node.Next)
        {
            var demand = demands[node.Value];
            if (demand.Waiting > 0 && demand.IsSmall)
            {
                small ??= node;
            }
            else if (demand.Waiting > 0)
            {
                large ??= node;
            }
        }

        var next = small is not null && (large is null || _smallInARow < SmallInARow) ? small : large;
        if (next is null)
        {
            return null;
        }

        _smallInARow = next == small && large is not null ? _smallInARow + 1 : 0;
        _tasks.Remove(next);
        _tasks.AddLast(next);
        return next.Value;
    }
}
