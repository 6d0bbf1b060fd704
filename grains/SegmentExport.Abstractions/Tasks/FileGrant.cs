using System.Collections.Immutable;
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

    /// <summary>The container that was asked for, or the format's default.</summary>
    [Id(2)]
    public required string Container { get; init; }

    /// <summary>The digests of the file in its containers; empty as long as they are not computed.</summary>
    [Id(3)]
    public required ImmutableArray<ContainerDigest> Digests { get; init; }

    /// <summary>What opens the artifact's parts; null where no bytes were asked for, or no part is sealed.</summary>
    [Id(4)]
    public ArtifactKey? Key { get; init; }

    /// <summary>What encrypts the files of a protected zip; empty for any other container.</summary>
    [Id(5)]
    public ImmutableArray<EntryProtection> Protections { get; init; } = [];

    /// <summary>The state of the source that the file was packed from; null from a silo of an older version.</summary>
    [Id(6)]
    public string? Snapshot { get; init; }

    /// <summary>SHA-256 of the bytes with an identity, in lower-case hexadecimal; null where it is not known.</summary>
    public string? Sha256Of(string identity) => Digests.FirstOrDefault(digest => digest.Identity == identity)?.Sha256;
}
