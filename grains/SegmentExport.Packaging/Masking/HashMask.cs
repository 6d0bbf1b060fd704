using System.Security.Cryptography;

namespace SegmentExport.Packaging.Masking;

/// <summary><c>hash</c>: HMAC-SHA-256 (RFC 2104, FIPS 180-4) of the value's bytes with the space's key, as 64 lower-case hexadecimal digits.</summary>
internal sealed class HashMask : ValueMask
{
    /// <summary>The shortest key: what RFC 2104 section 3 recommends for SHA-256.</summary>
    public const int MinKeyLength = SHA256.HashSizeInBytes;

    private readonly byte[] _key;

    /// <param name="key">The space's key.</param>
    /// <exception cref="ArgumentException">The key is too short: hashes could be tried out.</exception>
    public HashMask(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinKeyLength)
        {
            throw new ArgumentException($"Found a key of {key.Length} bytes; the rule hash needs at least {MinKeyLength}.", nameof(key));
        }

        _key = key.ToArray();
    }

    /// <inheritdoc />
    public override int MaxLength(int valueLength) => 2 * SHA256.HashSizeInBytes;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, value, hash);
        _ = Convert.TryToHexStringLower(hash, destination, out var written);
        return written;
    }
}
