using SegmentExport.Domain.Packaging;

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>The shards were planned.</summary>
/// <param name="Plan">The plan.</param>
public sealed record RecordPlan(ShardPlan Plan) : DownloadTaskCommand;
