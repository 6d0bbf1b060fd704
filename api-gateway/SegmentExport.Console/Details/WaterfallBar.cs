using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Details;

/// <summary>A stretch of time.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
/// <param name="Shard">The shard that was packed in it; null: it is none.</param>
/// <param name="Download">The download that began with it; null: it is none.</param>
internal sealed record WaterfallBar(DateTimeOffset From, DateTimeOffset To, PackedShardInfo? Shard, DownloadInfo? Download = null);
