using SegmentExport.Domain.Packaging;

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>The shards were planned.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="IsCounted">Whether its rows were counted into the space's day, so that nothing may forget them.</param>
public sealed record RecordPlan(ShardPlan Plan, bool IsCounted = false) : DownloadTaskCommand;
