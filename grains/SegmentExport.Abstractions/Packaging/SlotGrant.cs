namespace SegmentExport.Abstractions.Packaging;

/// <summary>Leave to pack one shard on one silo.</summary>
/// <param name="Id">The grant's id, unique in the life of the scheduler.</param>
/// <param name="Silo">Where to.</param>
/// <param name="SiloName">That silo's name, for people.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.SlotGrant")]
public sealed record SlotGrant([property: Id(0)] Guid Id, [property: Id(1)] SiloAddress Silo, [property: Id(2)] string SiloName);
