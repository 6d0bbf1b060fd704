using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Artifacts.Sealing;

/// <summary>
/// Seals and opens the chunks of one stored part with AES-256-GCM (NIST SP 800-38D). Each storing of a part has a key of its own, derived from the task's by HKDF-SHA-256 (RFC 5869) with a random salt and the part's
/// name; so a chunk's index can be its nonce, also where a part is packed twice. The part's name, the chunk's index and whether it is the last one are authenticated with each chunk.
/// </summary>
internal sealed class PartCipher : IDisposable
{
    private readonly AesGcm _cipher;
    private readonly byte[] _associated;

    /// <summary>Prepares for one stored part.</summary>
    /// <param name="key">The task's key.</param>
    /// <param name="task">Whose part.</param>
    /// <param name="part">The shard's index.</param>
    /// <param name="salt">The storing's salt.</param>
    public PartCipher(ArtifactKey key, TaskKey task, int part, ReadOnlySpan<byte> salt)
    {
        var name = Encoding.UTF8.GetBytes($"segment-export part\n{task}\n{part}\n");
        Span<byte> own = stackalloc byte[ArtifactKey.Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, own, salt, name);
        _cipher = new(own, SealedLayout.TagBytes);
        CryptographicOperations.ZeroMemory(own);
        _associated = [.. name, .. new byte[sizeof(long) + 1]];
    }

    /// <summary>Seals a chunk.</summary>
    /// <param name="index">Its index, from 0.</param>
    /// <param name="isLast">Whether the part ends with it.</param>
    /// <param name="plain">The chunk.</param>
    /// <param name="destination">Takes the chunk and its tag.</param>
    public void Seal(long index, bool isLast, ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[SealedLayout.NonceBytes];
        Name(index, isLast, nonce);
        _cipher.Encrypt(nonce, plain, destination[..plain.Length], destination.Slice(plain.Length, SealedLayout.TagBytes), _associated);
    }

    /// <summary>Opens a chunk.</summary>
    /// <param name="index">Its index, from 0.</param>
    /// <param name="isLast">Whether the part ends with it.</param>
    /// <param name="chunk">The chunk and its tag.</param>
    /// <param name="destination">Takes the chunk; zeros where it is not what was sealed.</param>
    /// <exception cref="AuthenticationTagMismatchException">It is not what was sealed at that place.</exception>
    public void Open(long index, bool isLast, ReadOnlySpan<byte> chunk, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[SealedLayout.NonceBytes];
        Name(index, isLast, nonce);
        var length = chunk.Length - SealedLayout.TagBytes;
        _cipher.Decrypt(nonce, chunk[..length], chunk[length..], destination[..length], _associated);
    }

    /// <inheritdoc />
    public void Dispose() => _cipher.Dispose();

    private void Name(long index, bool isLast, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[^sizeof(long)..], index);
        BinaryPrimitives.WriteInt64BigEndian(_associated.AsSpan(_associated.Length - sizeof(long) - 1), index);
        _associated[^1] = isLast ? (byte)1 : (byte)0;
    }
}
