using SegmentExport.Abstractions.Tasks;

namespace SegmentExport.Abstractions.Events;

/// <summary>A task that changed.</summary>
/// <param name="Position">The place behind this change: whoever goes on from it misses nothing.</param>
/// <param name="Task">The task as the caller sees it now.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.TaskChange")]
public sealed record TaskChange([property: Id(0)] string Position, [property: Id(1)] DownloadTaskView Task);
