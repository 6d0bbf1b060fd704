using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>The SHA-256 of a file as it is handed out in a container.</summary>
/// <param name="Container">The container's name; one that gives the same bytes as an earlier one has no entry of its own.</param>
/// <param name="Identity">The identity of the bytes it was computed of, as in their entity tag: of other bytes, from a program that lays them out in another way, it says nothing.</param>
/// <param name="Sha256">The digest, in lower-case hexadecimal.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.ContainerDigest")]
public sealed record ContainerDigest([property: Id(0)] string Container, [property: Id(1)] string Identity, [property: Id(2)] string Sha256);
