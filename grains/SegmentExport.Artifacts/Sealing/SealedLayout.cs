namespace SegmentExport.Artifacts.Sealing;

/// <summary>How a sealed part lies in the store: a header (a mark, the storing's salt), then chunks of <see cref="ChunkBytes"/> with a tag each; the last one may be shorter. Every offset is computed.</summary>
internal static class SealedLayout
{
    /// <summary>What is sealed, and therefore read, at a time.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>A tag of AES-GCM.</summary>
    public const int TagBytes = 16;

    /// <summary>A nonce of AES-GCM.</summary>
    public const int NonceBytes = 12;

    /// <summary>A salt.</summary>
    public const int SaltBytes = 32;

    /// <summary>A full chunk with its tag.</summary>
    public const int SealedChunkBytes = ChunkBytes + TagBytes;

    /// <summary>The mark and the salt.</summary>
    public static int HeaderBytes => Mark.Length + SaltBytes;

    /// <summary>What a sealed part begins with; the last digit is the layout's version.</summary>
    public static ReadOnlySpan<byte> Mark => "SEGXPRT1"u8;

    /// <summary>Index of the last chunk of a part. An empty part has one chunk, without bytes.</summary>
    /// <param name="length">The part's bytes before they are sealed.</param>
    public static long LastChunk(long length) => length == 0 ? 0 : (length - 1) / ChunkBytes;

    /// <summary>Where a chunk begins in the store.</summary>
    public static long OffsetOf(long chunk) => HeaderBytes + (chunk * SealedChunkBytes);

    /// <summary>The bytes of a chunk, before they are sealed, of a part of a length.</summary>
    public static int LengthOf(long chunk, long length) => (int)Math.Min(ChunkBytes, length - (chunk * ChunkBytes));

    /// <summary>The stored bytes of a part of a length.</summary>
    public static long StoredLength(long length) => HeaderBytes + length + ((LastChunk(length) + 1) * TagBytes);
}
