namespace SegmentExport.Client.Contracts;

/// <summary>What a space holds and waits with.</summary>
public sealed record OperationsQueue
{
    /// <summary>The space's id.</summary>
    public required string SpaceId { get; init; }

    /// <summary>Tasks with shards that wait for a slot.</summary>
    public required int WaitingTasks { get; init; }

    /// <summary>Those shards.</summary>
    public required int WaitingShards { get; init; }

    /// <summary>Slots that its tasks hold.</summary>
    public required int BusySlots { get; init; }
}
