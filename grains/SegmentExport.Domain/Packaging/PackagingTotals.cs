using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>Packaging in numbers.</summary>
/// <param name="RowsDone">Rows packed so far.</param>
/// <param name="RowsTotal">Rows of the segment; null before they were counted.</param>
/// <param name="StoredBytes">Bytes stored so far.</param>
/// <param name="ShardsDone">Shards packed so far.</param>
/// <param name="ShardsTotal">Shards planned; null before.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.PackagingTotals")]
public readonly record struct PackagingTotals(
    [property: Id(0)] long RowsDone, [property: Id(1)] long? RowsTotal, [property: Id(2)] long StoredBytes, [property: Id(3)] int ShardsDone, [property: Id(4)] int? ShardsTotal);
