using System.Security.Cryptography;

namespace SegmentExport.Packaging.Containers.Protection;

/// <summary>What a password and a salt become: PBKDF2 (RFC 8018) with HMAC-SHA-1 and 1,000 rounds, as WinZip's specification of AES encryption fixes it for keys of 256 bits.</summary>
internal sealed class EntryKeys
{
    public const int SaltBytes = 16;
    public const int KeyBytes = 32;
    public const int VerifierBytes = 2;
    public const int CodeBytes = 10;

    private const int Rounds = 1000;

    private EntryKeys(byte[] salt, byte[] derived) => (Salt, Key, Authentication, Verifier) =
        (salt, derived[..KeyBytes], derived[KeyBytes..(2 * KeyBytes)], derived[(2 * KeyBytes)..]);

    public byte[] Salt { get; }

    public byte[] Key { get; }

    /// <summary>The key of the authentication code.</summary>
    public byte[] Authentication { get; }

    public byte[] Verifier { get; }

    /// <summary>Derives keys under a new salt.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5379:Do not use weak key derivation function algorithm", Justification = "The format fixes it; passwords are random and long.")]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5387:Do not use weak key derivation function with insufficient iteration count", Justification = "The format fixes it; passwords are random and long.")]
    public static EntryKeys Derive(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new(salt, Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA1, (2 * KeyBytes) + VerifierBytes));
    }
}
