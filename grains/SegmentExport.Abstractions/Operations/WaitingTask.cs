using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Operations;

/// <summary>A task that is not packed yet.</summary>
/// <param name="Task">The task.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.WaitingTask")]
public sealed record WaitingTask([property: Id(0)] TaskKey Task, [property: Id(1)] DateTimeOffset SubmittedAt);
