using System.Buffers;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>
/// Text in a workbook's XML from UTF-8 (ECMA-376 Part 1, section 22.9.2.19 "ST_Xstring"): what XML cannot hold, or would change, is written <c>_xHHHH_</c>, and so is
/// an underscore that would be taken for the beginning of such.
/// </summary>
internal static class XlsxText
{
    /// <summary>The bytes that may need escaping: markup, controls, underscores, and the first byte of U+FFFE and U+FFFF.</summary>
    public static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(n => (byte)n), (byte)'&', (byte)'<', (byte)'>', (byte)'_', 0xEF]);

    private const int EscapeLength = 7;

    private static ReadOnlySpan<byte> Open => "\" t=\"inlineStr\"><is><t>"u8;

    private static ReadOnlySpan<byte> OpenKeepingSpace => "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8;

    private static ReadOnlySpan<byte> Close => "</t></is></c>"u8;

    /// <summary>Writes what a cell of text has behind its reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="search">Whether to look for bytes to escape; false where it is known that there are none.</param>
    /// <param name="output">Takes the cell.</param>
    public static void Write(ReadOnlySpan<byte> text, bool search, PlainBuffer output)
    {
        if (text.IsEmpty || text[0] <= ' ' || text[^1] <= ' ' || (search && text.ContainsAny(Special)))
        {
            output.Write(text.ContainsAnyInRange((byte)0, (byte)' ') ? OpenKeepingSpace : Open);
            WriteEscaped(text, output);
            output.Write(Close);
            return;
        }

        var room = output.Reserve(Open.Length + text.Length + Close.Length);
        Open.CopyTo(room);
        text.CopyTo(room[Open.Length..]);
        Close.CopyTo(room[(Open.Length + text.Length)..]);
        output.Advance(Open.Length + text.Length + Close.Length);
    }

    private static void WriteEscaped(ReadOnlySpan<byte> text, PlainBuffer output)
    {
        for (var special = text.IndexOfAny(Special); special >= 0; special = text.IndexOfAny(Special))
        {
            output.Write(text[..special]);
            text = text[(special + Escape(text[special..], output))..];
        }

        output.Write(text);
    }

    /// <summary>Writes what a text begins with; returns how many bytes of the text that was.</summary>
    private static int Escape(ReadOnlySpan<byte> text, PlainBuffer output)
    {
        switch (text[0])
        {
            case (byte)'&':
                output.Write("&amp;"u8);
                return 1;
            case (byte)'<':
                output.Write("&lt;"u8);
                return 1;
            case (byte)'>':
                output.Write("&gt;"u8);
                return 1;
            case (byte)'_' when LooksEscaped(text):
                WriteEscape('_', output);
                return 1;
            case 0xEF when text.Length >= 3 && text[1] == 0xBF && text[2] >= 0xBE:
                WriteEscape(0xFFFE + (text[2] - 0xBE), output);
                return 3;
            case < 0x20 and not ((byte)'\t' or (byte)'\n'):
                WriteEscape(text[0], output);
                return 1;
            default:
                output.Write(text[0]);
                return 1;
        }
    }

    // Without its last underscore: an escape that follows would bring it.
    private static bool LooksEscaped(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength - 1 && text[1] == 'x' && char.IsAsciiHexDigit((char)text[2]) && char.IsAsciiHexDigit((char)text[3]) && char.IsAsciiHexDigit((char)text[4]) && char.IsAsciiHexDigit((char)text[5]);

    private static void WriteEscape(int unit, PlainBuffer output)
    {
        var room = output.Reserve(EscapeLength);
        "_x"u8.CopyTo(room);
        _ = unit.TryFormat(room[2..], out _, "X4");
        room[6] = (byte)'_';
        output.Advance(EscapeLength);
    }
}
