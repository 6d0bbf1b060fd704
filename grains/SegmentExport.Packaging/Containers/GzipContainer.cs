using System.Buffers.Binary;

namespace SegmentExport.Packaging.Containers;

/// <summary>One gzip member (RFC 1952): header, the fragments as they are stored, a final block, CRC-32 and length.</summary>
internal static class GzipContainer
{
    // ID1 ID2, deflate, no flags, no time, no extra flags, operating system unknown (section 2.3.1): no clock and no machine in the bytes.
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

    public static ContainerView Open(TextArtifact text)
    {
        var entry = new DeflateEntry().Add(text.Header.Span).Add(text.Parts).End();
        return new("application/gzip", text.FileNameExtension + ".gz", [new LiteralPiece(Header.ToArray()), .. entry.Pieces, new LiteralPiece(Trailer(entry))]);
    }

    private static byte[] Trailer(DeflateEntry entry)
    {
        var trailer = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, entry.Crc32);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), unchecked((uint)entry.PlainBytes));
        return trailer;
    }
}
