namespace SegmentExport.Abstractions.Operations;

/// <summary>A silo.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">What the cluster takes it for.</param>
/// <param name="Slots">How many shards it packs at a time; 0 where it offers none, or has fallen silent.</param>
/// <param name="BusySlots">How many of them are granted.</param>
/// <param name="Answers">Whether it told what it packs; false also where it starts or is dead, and was not asked.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.SiloView")]
public sealed record SiloView(
    [property: Id(0)] string Name, [property: Id(1)] SiloState State, [property: Id(2)] int Slots, [property: Id(3)] int BusySlots, [property: Id(4)] bool Answers);
