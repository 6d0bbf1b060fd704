using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Abstractions.Packaging;

/// <summary>One shard to pack.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.PackShardRequest")]
public sealed record PackShardRequest
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskKey Task { get; init; }

    /// <summary>What the task reads.</summary>
    [Id(1)]
    public required ExportQuery Query { get; init; }

    /// <summary>The state of the source that was planned.</summary>
    [Id(2)]
    public required string SourceVersion { get; init; }

    /// <summary>The shard.</summary>
    [Id(3)]
    public required Shard Shard { get; init; }

    /// <summary>What is written.</summary>
    [Id(4)]
    public required ExportFormat Format { get; init; }

    /// <summary>How it is written.</summary>
    [Id(5)]
    public required FormatOptions Options { get; init; }

    /// <summary>Which attempt, from 1; for traces.</summary>
    [Id(6)]
    public required int Attempt { get; init; }

    /// <summary>What the part is sealed with; null only from silos of a version that sealed none.</summary>
    [Id(7)]
    public ArtifactKey? Key { get; init; }
}
