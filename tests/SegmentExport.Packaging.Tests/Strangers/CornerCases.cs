using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Strangers;

/// <summary>The texts that break files.</summary>
internal static class CornerCases
{
    /// <summary>The names of the columns.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["row", "text", "end, \"quoted\""];

    /// <summary>The texts, one a row.</summary>
    public static IReadOnlyList<string?> Texts { get; } =
    [
        "plain", null, "", " ", " leading", "trailing ", "\ttab", "a,b", "a;b", "a|b", "a\tb", ",", "\"", "\"\"", "say \"hi\"", "\"quoted\"", "ends with \"", "two\nlines", "two\r\nlines",
        "two\rlines", "\n", "\r\n", "\r", "nul \0 in it", "\0", "NULL", "null", "\\N", "\\", "back\\slash", "'", "=1+1", "+1", "-1", "@x", "张伟", "é", "e\u0301", "😀", "👩‍👩‍👧",
        "\uFEFFmark", "\u2028", "\u0085", "\u0001\u001F", "1e5", "0012", "true", "2024-05-31", "#comment", "{\"a\": 1}", new('x', 100_000), "last",
    ];

    /// <summary>The texts as a table; each row has something else before and behind it.</summary>
    public static SampleTable Table(ExportFormat format, FormatOptions options) => new SampleTable { Format = format, Options = options }
        .AddText(Columns[0], Texts.Select((_, row) => $"{row}")).AddText(Columns[1], Texts).AddText(Columns[2], Texts.Select((_, row) => row % 2 == 0 ? "|" : null));

    /// <summary>The rows that a reader has to find.</summary>
    public static IReadOnlyList<IReadOnlyList<string?>> Rows { get; } = [.. Texts.Select((text, row) => (string?[])[$"{row}", text, row % 2 == 0 ? "|" : null])];
}
