using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SegmentExport.Packaging.Containers.Protection;

/// <summary>
/// What a password and a salt become: PBKDF2 (RFC 8018) with HMAC-SHA-1 and 1,000 rounds, as WinZip's specification of AES encryption fixes it for keys of 256 bits. A secret.
/// </summary>
public sealed class EntryKeys
{
    /// <summary>How long all of it is, in bytes.</summary>
    public const int Length = SaltBytes + (2 * KeyBytes) + VerifierBytes;

    internal const int SaltBytes = 16;
    internal const int KeyBytes = 32;
    internal const int VerifierBytes = 2;
    internal const int CodeBytes = 10;

    private const int Rounds = 1000;

    private readonly byte[] _bytes;

    /// <summary>Takes over what <see cref="CopyTo"/> gave.</summary>
    /// <param name="bytes"><see cref="Length"/> bytes; copied.</param>
    public EntryKeys(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length);
        _bytes = bytes.ToArray();
    }

    internal ReadOnlyMemory<byte> Salt => _bytes.AsMemory(0, SaltBytes);

    internal ReadOnlyMemory<byte> Key => _bytes.AsMemory(SaltBytes, KeyBytes);

    /// <summary>The key of the authentication code.</summary>
    internal ReadOnlyMemory<byte> Authentication => _bytes.AsMemory(SaltBytes + KeyBytes, KeyBytes);

    internal ReadOnlyMemory<byte> Verifier => _bytes.AsMemory(SaltBytes + (2 * KeyBytes), VerifierBytes);

    /// <summary>Writes all of it, to be kept encrypted.</summary>
    /// <param name="destination">Takes <see cref="Length"/> bytes.</param>
    public void CopyTo(Span<byte> destination) => _bytes.CopyTo(destination);

    /// <summary>Derives keys under a new salt.</summary>
    [SuppressMessage("Security", "CA5379:Ensure Key Derivation Function algorithm is sufficiently strong", Justification = "The format fixes it; passwords are random, with 120 bits.")]
    [SuppressMessage("Security", "CA5387:Do Not Use Weak Key Derivation Function With Insufficient Iteration Count", Justification = "The format fixes it; passwords are random, with 120 bits.")]
    internal static EntryKeys Derive(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new([.. salt, .. Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA1, Length - SaltBytes)]);
    }
}
