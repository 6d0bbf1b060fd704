using SegmentExport.Domain.Tasks;

namespace SegmentExport.Abstractions.Operations;

/// <summary>The tasks of one status, of all spaces.</summary>
/// <param name="Status">The status.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestSubmittedAt">When the oldest was submitted; null where there is none.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.StatusCount")]
public sealed record StatusCount([property: Id(0)] DownloadTaskStatus Status, [property: Id(1)] long Count, [property: Id(2)] DateTimeOffset? OldestSubmittedAt);
