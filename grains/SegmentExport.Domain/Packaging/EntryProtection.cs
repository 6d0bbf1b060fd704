using System.Collections.Immutable;
using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>
/// What encrypts one file of a protected zip, once it is prepared: with it the same bytes can be made again, without the password. It goes to a gateway for a download that was allowed, is stored only
/// encrypted, and is in no text.
/// </summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.EntryProtection")]
public sealed record EntryProtection
{
    /// <summary>16 random bytes, which the zip has in clear.</summary>
    [Id(0)]
    public required ImmutableArray<byte> Salt { get; init; }

    /// <summary>The AES-256 key; empty where only headers are asked for.</summary>
    [Id(1)]
    public required ImmutableArray<byte> Key { get; init; }

    /// <summary>2 bytes, which the zip has in clear: by them a program tells most wrong passwords.</summary>
    [Id(2)]
    public required ImmutableArray<byte> Verifier { get; init; }

    /// <summary>10 bytes, which the zip has in clear: the authentication code of the encrypted file.</summary>
    [Id(3)]
    public required ImmutableArray<byte> Code { get; init; }

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => nameof(EntryProtection);
}
