using SegmentExport.Domain.Packaging;

namespace SegmentExport.Abstractions.Tasks;

/// <summary>Leave to read the parts of a completed task, now.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.FileGrant")]
public sealed record FileGrant
{
    /// <summary>What the artifact consists of.</summary>
    [Id(0)]
    public required ArtifactDescription Artifact { get; init; }

    /// <summary>When the file ends.</summary>
    [Id(1)]
    public required DateTimeOffset ExpiresAt { get; init; }
}
