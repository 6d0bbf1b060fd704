using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Operations;

/// <summary>The first items of a list, and how many more there are.</summary>
/// <typeparam name="T">An item.</typeparam>
/// <param name="Items">Those that are told.</param>
/// <param name="LeftOff">How many are not.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.Bounded`1")]
public sealed record Bounded<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] int LeftOff);
