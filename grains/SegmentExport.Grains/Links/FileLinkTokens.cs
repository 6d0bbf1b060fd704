using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Keys;

namespace SegmentExport.Grains.Links;

/// <summary>
/// Signs what links say: HMAC-SHA-256 (RFC 2104) under a key derived from the space's (HKDF, RFC 5869), which every silo has. The task is signed too, and not written: it stands
/// in the URL. The token is base64url (RFC 4648, section 5) of the signature and what is said.
/// </summary>
internal sealed class FileLinkTokens(ISpaceKeys keys)
{
    private const int MaxLength = 2048;

    /// <summary>Writes a token.</summary>
    public async ValueTask<string> WriteAsync(TaskKey task, FileLinkClaims claims, CancellationToken cancellationToken)
    {
        var said = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{claims.ExpiresAt.ToUnixTimeSeconds()}\n{claims.Container}\n{claims.User}{(claims.Group is { } group ? $"\n{group}" : "")}"));
        return Base64Url.EncodeToString([.. await SignAsync(task, said, cancellationToken), .. said]);
    }

    /// <summary>Reads a token; null where it was not made here for this task, or was changed.</summary>
    public async ValueTask<FileLinkClaims?> ReadAsync(TaskKey task, string token, CancellationToken cancellationToken)
    {
        if (token.Length > MaxLength || !Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: > HMACSHA256.HashSizeInBytes } bytes)
        {
            return null;
        }

        var (signature, said) = (bytes.AsMemory(0, HMACSHA256.HashSizeInBytes), bytes[HMACSHA256.HashSizeInBytes..]);

        var expected = await SignAsync(task, said, cancellationToken);

        // Base64 has bits that nothing reads: a token that differs in them is another token.
        return CryptographicOperations.FixedTimeEquals(signature.Span, expected) && Base64Url.EncodeToString(bytes) == token
            ? Parse(Encoding.UTF8.GetString(said))
            : null;
    }

    private static FileLinkClaims Parse(string said)
    {
        var lines = said.Split('\n');
        return new(new UserId(lines[2]), lines[1], DateTimeOffset.FromUnixTimeSeconds(long.Parse(lines[0], CultureInfo.InvariantCulture)), lines.Length > 3 ? new GroupId(lines[3]) : null);
    }

    private async ValueTask<byte[]> SignAsync(TaskKey task, byte[] said, CancellationToken cancellationToken)
    {
        var key = await keys.GetHashKeyAsync(task.Space, cancellationToken);
        var own = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ToArray(), HMACSHA256.HashSizeInBytes, info: "segment-export file link"u8.ToArray());
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{task}\n"), .. said];
        return HMACSHA256.HashData(own, signed);
    }
}
