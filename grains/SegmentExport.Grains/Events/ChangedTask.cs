using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Events;

/// <summary>A task that changed, before it is known who looks at it.</summary>
/// <param name="State">Its state, without shards and parts.</param>
/// <param name="Totals">Packaging in numbers.</param>
/// <param name="Sequence">Its last commit, by the count of its space.</param>
public sealed record ChangedTask(DownloadTaskState State, PackagingTotals Totals, long Sequence);
