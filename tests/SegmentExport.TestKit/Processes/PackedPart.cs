namespace SegmentExport.TestKit.Processes;

/// <summary>A part as a task's record has it.</summary>
/// <param name="Index">Its shard.</param>
/// <param name="Silo">Who packed it.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="StartedAt">When packing began.</param>
/// <param name="Duration">How long it took.</param>
public sealed record PackedPart(int Index, string Silo, long Rows, DateTimeOffset StartedAt, TimeSpan Duration);
