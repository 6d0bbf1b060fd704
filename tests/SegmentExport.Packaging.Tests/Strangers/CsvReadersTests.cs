using System.Text.Json;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Tests.Support;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Packaging.Tests.Strangers;

/// <summary>CSV of every dialect, read by DuckDB and by Python's csv module.</summary>
public sealed class CsvReadersTests : IDisposable
{
    private const string ReadWithPython = """
        import csv, json, sys
        csv.field_size_limit(1 << 30)
        with open(sys.argv[1], newline='', encoding=sys.argv[3]) as file:
            print(json.dumps(list(csv.reader(file, delimiter=sys.argv[2], strict=True))))
        """;

    private readonly DuckDb _duckDb = new();
    private readonly TempFolder _folder = new();

    public static TheoryData<FormatOptions> Dialects { get; } = new(
        from delimiter in ",;\t|"
        from lineFeedOnly in new[] { false, true }
        from nullText in new[] { "", "NULL" }
        from mark in new[] { false, true }
        where mark == lineFeedOnly
        select new FormatOptions { Delimiter = delimiter, LineFeedOnly = lineFeedOnly, NullText = nullText, ByteOrderMark = mark, NeutralizeFormulas = false });

    [Theory]
    [MemberData(nameof(Dialects))]
    public void DuckDb_ReadsEveryText(FormatOptions options)
    {
        var file = _folder.Write("a.csv", CornerCases.Table(ExportFormat.Csv, options).Download("plain", shardRows: 20));

        var rows = _duckDb.Rows(
            $"FROM read_csv({DuckDb.Literal(file)}, header = true, auto_detect = false, columns = {{'row': 'VARCHAR', 'text': 'VARCHAR', 'end': 'VARCHAR'}}, delim = '{options.Delimiter}', "
            + $"quote = '\"', escape = '\"', nullstr = '{options.NullText}', allow_quoted_nulls = false, max_line_size = 1000000, parallel = false)");

        Assert.Equal(CornerCases.Rows, rows);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Python_ReadsEveryText(FormatOptions options)
    {
        var file = _folder.Write("a.csv", CornerCases.Table(ExportFormat.Csv, options).Download("plain", shardRows: 20));

        var said = await Tool.Python.CheckAsync(
            ["-c", ReadWithPython, file, $"{options.Delimiter}", options.ByteOrderMark ? "utf-8-sig" : "utf-8"], TestContext.Current.CancellationToken);

        // Python does not tell a missing value from the text that stands for it.
        Assert.Equal([CornerCases.Columns, .. CornerCases.Rows.Select(row => row.Select(text => text ?? options.NullText))], JsonSerializer.Deserialize<string[][]>(said)!);
    }

    [Fact]
    public async Task Python_FindsNoFormula()
    {
        var file = _folder.Write("a.csv", CornerCases.Table(ExportFormat.Csv, new() { NullText = "-" }).Download("plain"));

        var said = await Tool.Python.CheckAsync(["-c", ReadWithPython, file, ",", "utf-8"], TestContext.Current.CancellationToken);

        var texts = JsonSerializer.Deserialize<string[][]>(said)!.Select(row => row[1]).ToList();
        Assert.DoesNotContain(texts, text => text.Length > 1 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal));
        Assert.Contains("'=1+1", texts);
    }

    public void Dispose()
    {
        _duckDb.Dispose();
        _folder.Dispose();
    }
}
