using System.Buffers.Binary;

namespace SegmentExport.Packaging.Containers;

/// <summary>Pieces of a raw deflate stream (RFC 1951) that begin and end on a byte: they join with the parts' fragments.</summary>
internal static class DeflateLiterals
{
    private const int StoredBlockLimit = 0xFFFF;

    /// <summary>The end of a stream: a final block of fixed codes (section 3.2.6) that holds nothing but its end.</summary>
    public static ReadOnlySpan<byte> FinalBlock => [0x03, 0x00];

    /// <summary>Text as blocks without compression (section 3.2.4), none of them final.</summary>
    public static byte[] Store(ReadOnlySpan<byte> text)
    {
        var blocks = (text.Length + StoredBlockLimit - 1) / StoredBlockLimit;
        var bytes = new byte[text.Length + (5 * blocks)];
        for (var rest = bytes.AsSpan(); !text.IsEmpty;)
        {
            var length = Math.Min(text.Length, StoredBlockLimit);
            rest[0] = 0;
            BinaryPrimitives.WriteUInt16LittleEndian(rest[1..], (ushort)length);
            BinaryPrimitives.WriteUInt16LittleEndian(rest[3..], (ushort)~length);
            text[..length].CopyTo(rest[5..]);
            text = text[length..];
            rest = rest[(5 + length)..];
        }

        return bytes;
    }
}
