using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Tasks;

/// <summary>One page of tasks.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.DownloadTaskPage")]
public sealed record DownloadTaskPage
{
    /// <summary>The tasks, newest first.</summary>
    [Id(0)]
    public required ImmutableArray<DownloadTaskView> Items { get; init; }

    /// <summary>Where the next page begins; null after the last.</summary>
    [Id(1)]
    public string? NextCursor { get; init; }
}
