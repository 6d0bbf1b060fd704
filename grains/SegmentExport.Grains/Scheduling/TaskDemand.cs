namespace SegmentExport.Grains.Scheduling;

/// <summary>What one task holds and waits with.</summary>
internal sealed class TaskDemand
{
    /// <summary>The grants it holds.</summary>
    public HashSet<Guid> Grants { get; } = [];

    /// <summary>Shards that wait for a slot.</summary>
    public int Waiting { get; set; }

    /// <summary>Rows not packed yet.</summary>
    public long RemainingRows { get; set; }

    /// <summary>Whether one slot is all that it still takes.</summary>
    public bool IsSmall => Waiting + Grants.Count <= 1;
}
