namespace SegmentExport.Client.Contracts;

/// <summary>A shard (分片) that was packed.</summary>
/// <param name="Index">Its place in the file's order, from 0.</param>
/// <param name="Silo">The silo that packed it.</param>
/// <param name="StartedAt">When packing it began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Bytes">Its bytes as stored.</param>
public sealed record PackedShardInfo(int Index, string Silo, DateTimeOffset StartedAt, double Seconds, long Rows, long Bytes);
