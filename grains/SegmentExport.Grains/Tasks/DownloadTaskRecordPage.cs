using System.Collections.Immutable;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Tasks;

/// <summary>One page of the list, before it is known who looks at it.</summary>
/// <param name="Items">The tasks; their states come without shards and parts, so the totals stand beside them.</param>
/// <param name="NextCursor">Where the next page begins; null after the last.</param>
public sealed record DownloadTaskRecordPage(ImmutableArray<(DownloadTaskState State, PackagingTotals Totals)> Items, string? NextCursor);
