using System.Collections.Immutable;
using Orleans;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Packaging;

/// <summary>What a container is made of: everything about a finished artifact but its bytes.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.ArtifactDescription")]
public sealed record ArtifactDescription
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskKey Task { get; init; }

    /// <summary>The file's name without an extension: the task's name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>What the parts are written as.</summary>
    [Id(2)]
    public required ExportFormat Format { get; init; }

    /// <summary>How they are written.</summary>
    [Id(3)]
    public required FormatOptions Options { get; init; }

    /// <summary>The columns, in order.</summary>
    [Id(4)]
    public required ImmutableArray<ExportColumn> Columns { get; init; }

    /// <summary>The parts, in order.</summary>
    [Id(5)]
    public required ImmutableArray<PackedShard> Parts { get; init; }

    /// <summary>When the task was submitted: the one time that a container's entries bear.</summary>
    [Id(6)]
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>What workbooks and zips say about themselves; null: nothing, as long as nobody approved it.</summary>
    [Id(7)]
    public Provenance? Provenance { get; init; }
}
