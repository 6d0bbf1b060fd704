using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Audit;

/// <summary>A page of the downloads of a task.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.DownloadPage")]
public sealed record DownloadPage
{
    /// <summary>The downloads, newest first.</summary>
    [Id(0)]
    public required ImmutableArray<DownloadRecord> Items { get; init; }

    /// <summary>Where the next page begins; null after the last.</summary>
    [Id(1)]
    public string? NextCursor { get; init; }
}
