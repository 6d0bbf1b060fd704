using System.Collections.Immutable;

namespace SegmentExport.Grains.Telemetry;

/// <summary>What the scheduler saw at one time.</summary>
/// <param name="Slots">The cluster's slots.</param>
/// <param name="BusySlots">Those in use.</param>
/// <param name="WaitingShards">Shards without a slot.</param>
/// <param name="WaitingTasks">Tasks with such shards.</param>
/// <param name="Tasks">The tasks that have not ended, by status.</param>
internal sealed record SchedulerSnapshot(int Slots, int BusySlots, int WaitingShards, int WaitingTasks, ImmutableArray<LiveTasks> Tasks);
