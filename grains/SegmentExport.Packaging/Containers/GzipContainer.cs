using System.Buffers.Binary;
using System.Collections.Immutable;

namespace SegmentExport.Packaging.Containers;

/// <summary>One gzip member (RFC 1952): header, the fragments as they are stored, a final block, CRC-32 and length.</summary>
internal static class GzipContainer
{
    // ID1 ID2, deflate, no flags, no time, no extra flags, operating system unknown (section 2.3.1): no clock and no machine in the bytes.
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

    public static ContainerView Open(TextArtifact text)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        pieces.Add(new LiteralPiece((byte[])[.. Header, .. DeflateLiterals.Store(text.Header.Span)]));
        pieces.AddRange(text.Parts.Select(part => new StoredPiece(part, 0, part.StoredBytes)));
        pieces.Add(new LiteralPiece(Trailer(text)));
        return new("application/gzip", text.FileNameExtension + ".gz", pieces.DrainToImmutable());
    }

    private static byte[] Trailer(TextArtifact text)
    {
        var trailer = new byte[10];
        DeflateLiterals.FinalBlock.CopyTo(trailer);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(2), text.Crc32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(6), unchecked((uint)text.PlainBytes));
        return trailer;
    }
}
