using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Keys;
using SegmentExport.Sources;

namespace SegmentExport.Grains.Users;

/// <summary>
/// Where a page of users ended, for the caller to send back: encrypted, since a place may be a user's key, and good only for the same space, segment and
/// filters. AES-GCM (NIST SP 800-38D) under a key derived from the space's (HKDF, RFC 5869); written in base64url.
/// </summary>
internal sealed class UserListCursors(ISpaceKeys keys)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int MaxLength = 4096;

    /// <summary>Writes a cursor.</summary>
    public async ValueTask<string> WriteAsync(SpaceId space, ExportQuery query, RowPosition position, CancellationToken cancellationToken)
    {
        var plain = Encoding.UTF8.GetBytes($"{position.SourceVersion}\n{position.Row}");
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var cipher = await OpenCipherAsync(space, cancellationToken);
        cipher.Encrypt(
            sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), Binding(space, query));
        return Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>Reads a cursor; null where it is not of this list, or was changed.</summary>
    public async ValueTask<RowPosition?> ReadAsync(SpaceId space, ExportQuery query, string cursor, CancellationToken cancellationToken)
    {
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor) || Base64Url.DecodeFromChars(cursor) is not { Length: > NonceBytes + TagBytes } sealedBytes)
        {
            return null;
        }

        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var cipher = await OpenCipherAsync(space, cancellationToken);
        try
        {
            cipher.Decrypt(
                sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), plain, Binding(space, query));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(plain);
        var split = text.IndexOf('\n', StringComparison.Ordinal);
        return new(text[..split], text[(split + 1)..]);
    }

    private async ValueTask<AesGcm> OpenCipherAsync(SpaceId space, CancellationToken cancellationToken)
    {
        var key = await keys.GetHashKeyAsync(space, cancellationToken);
        return new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ToArray(), 32, info: "segment-export user list cursor"u8.ToArray()), TagBytes);
    }

    /// <summary>What a cursor is good for: the space, and the query but for the columns that are shown.</summary>
    private static byte[] Binding(SpaceId space, ExportQuery query) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Space = space.Value, Query = query with { Columns = [] } }));
}
