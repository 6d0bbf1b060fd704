namespace SegmentExport.Abstractions.Packaging;

/// <summary>How much waits for packaging in the whole cluster.</summary>
/// <param name="Tasks">Tasks with shards that wait for a slot.</param>
/// <param name="TasksPerSecond">Tasks that were packed, or ended otherwise, a second, over about the last minute.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.PackagingBacklog")]
public sealed record PackagingBacklog([property: Id(0)] int Tasks, [property: Id(1)] double TasksPerSecond);
