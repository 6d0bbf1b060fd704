using System.Buffers.Binary;

namespace SegmentExport.Packaging.Containers;

/// <summary>Zstandard frames in a row (RFC 8878 section 3): one for what stands before the first row, then one a part.</summary>
internal static class ZstdContainer
{
    // Raw blocks hold at most 128 KiB (section 3.1.1.2.4).
    private const int BlockLimit = 128 * 1024;

    public static ContainerView Open(TextArtifact text)
    {
        // A file without a frame is no Zstandard file: an empty text gets an empty one.
        var header = text.Header.Length > 0 || text.PlainBytes == 0 ? Store(text.Header.Span) : [];
        return new("application/zstd", text.FileNameExtension + ".zst", [new LiteralPiece(header), .. text.Parts.Select(part => new StoredPiece(part, 0, part.StoredBytes))]);
    }

    private static byte[] Store(ReadOnlySpan<byte> text)
    {
        using var frame = new MemoryStream();
        // Magic number; a single segment whose size stands in four bytes (section 3.1.1.1).
        Span<byte> head = [0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(head[5..], text.Length);
        frame.Write(head);
        do
        {
            var length = Math.Min(text.Length, BlockLimit);
            var isLast = length == text.Length;
            // Last_Block, Block_Type 0 (raw), Block_Size (section 3.1.1.2).
            BinaryPrimitives.WriteInt32LittleEndian(head, (isLast ? 1 : 0) | length << 3);
            frame.Write(head[..3]);
            frame.Write(text[..length]);
            text = text[length..];
        }
        while (!text.IsEmpty);
        return frame.ToArray();
    }
}
