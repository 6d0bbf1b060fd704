using System.Buffers;
using System.Text;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Csv;

/// <summary>How text becomes a cell: RFC 4180 with a delimiter, a text for missing values and formulas made harmless.</summary>
internal sealed class CsvDialect
{
    // = + - @, tab and carriage return: what makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection").
    private const ulong FormulaStarts = (1ul << '=') | (1ul << '+') | (1ul << '-') | (1ul << '\t') | (1ul << '\r');

    private readonly ulong _formulaStarts;
    private readonly bool _neutralize;

    public CsvDialect(FormatOptions options)
    {
        Delimiter = (byte)options.Delimiter;
        LineEnd = options.LineFeedOnly ? "\n"u8.ToArray() : "\r\n"u8.ToArray();
        NullText = Encoding.UTF8.GetBytes(options.NullText);
        Special = SearchValues.Create([Delimiter, (byte)'"', (byte)'\r', (byte)'\n']);
        _neutralize = options.NeutralizeFormulas;
        _formulaStarts = _neutralize ? FormulaStarts : 0;
    }

    /// <summary>What stands between cells.</summary>
    public byte Delimiter { get; }

    /// <summary>What ends a line.</summary>
    public byte[] LineEnd { get; }

    /// <summary>What a missing value is written as.</summary>
    public byte[] NullText { get; }

    /// <summary>The bytes that a cell must be quoted for.</summary>
    public SearchValues<byte> Special { get; }

    /// <summary>Whether a spreadsheet would run the text.</summary>
    public bool IsFormula(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        var first = text[0];
        return first < 64 ? ((_formulaStarts >> first) & 1) != 0 : first == '@' && _neutralize;
    }

    /// <summary>Writes a text as a cell.</summary>
    /// <param name="text">The text.</param>
    /// <param name="search">Whether to look for bytes that need quotes; false where it is known that there are none.</param>
    /// <param name="output">Takes the cell.</param>
    /// <returns>Whether the text was a formula and got an apostrophe in front.</returns>
    public bool Write(ReadOnlySpan<byte> text, bool search, PlainBuffer output)
    {
        var isFormula = IsFormula(text);
        if ((search && text.ContainsAny(Special)) || (!isFormula && text.SequenceEqual(NullText)))
        {
            WriteQuoted(text, isFormula, output);
            return isFormula;
        }

        var room = output.Reserve(text.Length + 1);
        var start = 0;
        if (isFormula)
        {
            room[0] = (byte)'\'';
            start = 1;
        }

        text.CopyTo(room[start..]);
        output.Advance(start + text.Length);
        return isFormula;
    }

    private static void WriteQuoted(ReadOnlySpan<byte> text, bool isFormula, PlainBuffer output)
    {
        var room = output.Reserve((2 * text.Length) + 3);
        var written = 0;
        room[written++] = (byte)'"';
        if (isFormula)
        {
            room[written++] = (byte)'\'';
        }

        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            text[..(quote + 1)].CopyTo(room[written..]);
            written += quote + 1;
            room[written++] = (byte)'"';
            text = text[(quote + 1)..];
        }

        text.CopyTo(room[written..]);
        written += text.Length;
        room[written++] = (byte)'"';
        output.Advance(written);
    }
}
