namespace SegmentExport.Abstractions.Packaging;

/// <summary>A silo and its packaging slots.</summary>
/// <param name="Silo">The silo.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Slots">How many shards it packs at a time; 0: it is leaving.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.SiloAnnouncement")]
public sealed record SiloAnnouncement([property: Id(0)] SiloAddress Silo, [property: Id(1)] string Name, [property: Id(2)] int Slots);
