using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Scheduling;

/// <summary>What one task holds and waits with.</summary>
internal sealed class TaskDemand(TaskKey key)
{
    /// <summary>What a shard costs besides its rows, in rows: planning its read, opening a part, recording it.</summary>
    public const double ShardOverhead = 10_000;

    /// <summary>Up to so many rows a task goes ahead of all others: a slot is done with it before anybody notices.</summary>
    public const long QuickRows = 10_000;

    /// <summary>The task.</summary>
    public TaskKey Key { get; } = key;

    /// <summary>The grants it holds.</summary>
    public HashSet<Guid> Grants { get; } = [];

    /// <summary>Shards that wait for a slot.</summary>
    public int Waiting { get; set; }

    /// <summary>Rows not packed yet, those being packed included.</summary>
    public long RemainingRows { get; set; }

    /// <summary>The source that it reads from; empty where it is not known yet.</summary>
    public required string Source { get; set; }

    /// <summary>The turn of its space, at its source.</summary>
    public required SpaceTurn Turn { get; set; }

    /// <summary>Where it stands in its space's queue; null where nothing of it waits.</summary>
    public LinkedListNode<TaskDemand>? Place { get; set; }

    /// <summary>Whether one slot is all that it still takes.</summary>
    public bool IsSmall => Waiting + Grants.Count <= 1;

    /// <summary>Whether it is small and has next to no rows.</summary>
    public bool IsQuick => IsSmall && RemainingRows <= QuickRows;

    /// <summary>What its next shard costs, in rows, as far as is known: shards of a task are about as large as each other.</summary>
    public double Cost => ShardOverhead + ((double)RemainingRows / Math.Max(1, Waiting + Grants.Count));
}
