namespace SegmentExport.Abstractions.Packaging;

/// <summary>A silo that offers slots.</summary>
/// <param name="Silo">The silo.</param>
/// <param name="Slots">How many.</param>
/// <param name="BusySlots">How many of them are granted.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.SiloSlotsView")]
public sealed record SiloSlotsView([property: Id(0)] SiloAddress Silo, [property: Id(1)] int Slots, [property: Id(2)] int BusySlots);
