using System.Security.Cryptography;
using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>The data key of one task's parts: 32 random bytes, for AES-256-GCM. It goes from silo to silo and, for a download that was allowed, to a gateway; it is stored only wrapped, and is in no text.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.ArtifactKey")]
public sealed class ArtifactKey
{
    /// <summary>How long a key is, in bytes.</summary>
    public const int Length = 32;

    [Id(0)]
    private readonly byte[] _bytes;

    /// <summary>Takes over a key.</summary>
    /// <param name="bytes">The key, <see cref="Length"/> bytes; copied.</param>
    public ArtifactKey(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length);
        _bytes = bytes.ToArray();
    }

    /// <summary>The key itself.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>What tells keys from each other and says nothing of the key: 16 hexadecimal digits of an HMAC-SHA-256 under it.</summary>
    public string Id => Convert.ToHexStringLower(HMACSHA256.HashData(_bytes, "segment-export artifact key id"u8)[..8]);

    /// <summary>Makes a key.</summary>
    public static ArtifactKey Create()
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        return new(bytes);
    }
}
