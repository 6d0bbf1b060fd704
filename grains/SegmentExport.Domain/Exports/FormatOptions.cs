using Orleans;

namespace SegmentExport.Domain.Exports;

/// <summary>How a file is written. The defaults make an RFC 4180 file that a spreadsheet opens without danger.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.FormatOptions")]
public sealed record FormatOptions
{
    /// <summary>The characters that <see cref="Delimiter"/> may be.</summary>
    public const string Delimiters = ",;\t|";

    /// <summary>The longest <see cref="NullText"/>, in characters.</summary>
    public const int MaxNullText = 16;

    /// <summary>The defaults.</summary>
    public static FormatOptions Default { get; } = new();

    /// <summary>How the parts are compressed. Default deflate.</summary>
    [Id(0)]
    public PartCompression Compression { get; init; } = PartCompression.Deflate;

    /// <summary>CSV: what stands between values: one of <c>,</c> <c>;</c> tab <c>|</c>. Default a comma.</summary>
    [Id(1)]
    public char Delimiter { get; init; } = ',';

    /// <summary>CSV: whether the file begins with a byte order mark, which makes Excel read it as UTF-8. Default no.</summary>
    [Id(2)]
    public bool ByteOrderMark { get; init; }

    /// <summary>CSV and XLSX: whether the header shows display names instead of field ids. Default no.</summary>
    [Id(3)]
    public bool DisplayNames { get; init; }

    /// <summary>CSV: whether lines end in a line feed alone instead of RFC 4180's carriage return and line feed. Default no.</summary>
    [Id(4)]
    public bool LineFeedOnly { get; init; }

    /// <summary>CSV: what a missing value is written as. At most 16 characters, without delimiter, quote and line break. Default nothing; an empty text is then written as <c>""</c>.</summary>
    [Id(5)]
    public string NullText { get; init; } = "";

    /// <summary>CSV: whether text that a spreadsheet would run as a formula gets an apostrophe in front. Default yes.</summary>
    [Id(6)]
    public bool NeutralizeFormulas { get; init; } = true;

    /// <summary>What becomes of text that a spreadsheet would run as a formula, in a file of that format.</summary>
    public FormulaHandling FormulasIn(ExportFormat format) =>
        format != ExportFormat.Csv ? FormulaHandling.NotApplicable : NeutralizeFormulas ? FormulaHandling.Neutralized : FormulaHandling.Kept;
}
