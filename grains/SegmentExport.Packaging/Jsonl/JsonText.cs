using System.Buffers;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Jsonl;

/// <summary>JSON strings (RFC 8259 section 7) from UTF-8.</summary>
internal static class JsonText
{
    /// <summary>The bytes that must be escaped: quote, backslash and controls. Everything else stands for itself.</summary>
    public static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(n => (byte)n), (byte)'"', (byte)'\\']);

    /// <summary>Writes a text in quotes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="search">Whether to look for bytes to escape; false where it is known that there are none.</param>
    /// <param name="output">Takes the string.</param>
    public static void Write(ReadOnlySpan<byte> text, bool search, PlainBuffer output)
    {
        var special = search ? text.IndexOfAny(Special) : -1;
        if (special < 0)
        {
            var room = output.Reserve(text.Length + 2);
            room[0] = (byte)'"';
            text.CopyTo(room[1..]);
            room[text.Length + 1] = (byte)'"';
            output.Advance(text.Length + 2);
            return;
        }

        output.Write((byte)'"');
        for (; special >= 0; special = text.IndexOfAny(Special))
        {
            output.Write(text[..special]);
            Escape(text[special], output);
            text = text[(special + 1)..];
        }

        output.Write(text);
        output.Write((byte)'"');
    }

    private static void Escape(byte value, PlainBuffer output)
    {
        var letter = value switch
        {
            (byte)'\n' => 'n',
            (byte)'\r' => 'r',
            (byte)'\t' => 't',
            (byte)'\b' => 'b',
            (byte)'\f' => 'f',
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            _ => 'u',
        };
        output.Write((byte)'\\');
        output.Write((byte)letter);
        if (letter == 'u')
        {
            output.Write("00"u8);
            output.Write((byte)('0' + (value >> 4)));
            output.Write("0123456789abcdef"u8[value & 0xF]);
        }
    }
}
