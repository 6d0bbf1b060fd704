using System.Collections.Immutable;
using SegmentExport.Abstractions.Operations;

namespace SegmentExport.Abstractions.Packaging;

/// <summary>What the scheduler knows.</summary>
/// <param name="Silos">The silos that offer slots.</param>
/// <param name="Queues">The spaces with tasks that hold slots or wait for some.</param>
/// <param name="Tasks">The tasks that have not ended, by status, as last counted; empty where they never were.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.SchedulerView")]
public sealed record SchedulerView(
    [property: Id(0)] ImmutableArray<SiloSlotsView> Silos, [property: Id(1)] ImmutableArray<SpaceQueue> Queues, [property: Id(2)] ImmutableArray<StatusCount> Tasks);
