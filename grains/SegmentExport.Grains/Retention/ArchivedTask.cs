using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Retention;

/// <summary>What is kept of a task that ended long ago.</summary>
/// <param name="State">Its last state, without shards, parts and protected zips.</param>
/// <param name="Totals">Its packaging in numbers.</param>
public sealed record ArchivedTask(DownloadTaskState State, PackagingTotals Totals);
