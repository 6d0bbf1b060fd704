using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Operations;

/// <summary>What a space holds and waits with.</summary>
/// <param name="Space">The space.</param>
/// <param name="WaitingTasks">Tasks with shards that wait for a slot.</param>
/// <param name="WaitingShards">Those shards.</param>
/// <param name="BusySlots">Slots that its tasks hold.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.SpaceQueue")]
public sealed record SpaceQueue(
    [property: Id(0)] SpaceId Space, [property: Id(1)] int WaitingTasks, [property: Id(2)] int WaitingShards, [property: Id(3)] int BusySlots);
