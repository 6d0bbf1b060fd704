using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Limits;

/// <summary>What a stored task uses of its space's limits.</summary>
/// <param name="Task">The task.</param>
/// <param name="SubmittedAt">When it was submitted: its rows count on that day.</param>
/// <param name="IsPackaging">Whether its packaging is not over.</param>
/// <param name="Rows">Its rows; 0 as long as they are not counted.</param>
public sealed record TaskUsage(TaskId Task, DateTimeOffset SubmittedAt, bool IsPackaging, long Rows);
