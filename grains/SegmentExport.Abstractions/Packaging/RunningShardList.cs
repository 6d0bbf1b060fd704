using System.Collections.Immutable;
using SegmentExport.Abstractions.Operations;

namespace SegmentExport.Abstractions.Packaging;

/// <summary>What one silo packs now.</summary>
/// <param name="Items">One a shard, at most as many as it has slots.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.RunningShardList")]
public sealed record RunningShardList([property: Id(0)] ImmutableArray<RunningShardView> Items);
