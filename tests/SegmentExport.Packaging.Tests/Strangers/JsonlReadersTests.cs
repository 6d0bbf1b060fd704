using System.Text.Json;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Tests.Support;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Packaging.Tests.Strangers;

/// <summary>JSON lines, read by DuckDB and by Python's json module.</summary>
public sealed class JsonlReadersTests : IDisposable
{
    private const string ReadWithPython = """
        import json, sys
        with open(sys.argv[1], newline='\n', encoding='utf-8') as file:
            print(json.dumps([list(json.loads(line).items()) for line in file]))
        """;

    private readonly DuckDb _duckDb = new();
    private readonly TempFolder _folder = new();

    [Fact]
    public void DuckDb_ReadsEveryText()
    {
        var file = _folder.Write("a.jsonl", Download());
        var columns = string.Join(", ", CornerCases.Columns.Select(column => $"{DuckDb.Literal(column)}: 'VARCHAR'"));

        Assert.Equal(CornerCases.Rows, _duckDb.Rows($"FROM read_json({DuckDb.Literal(file)}, format = 'newline_delimited', columns = {{{columns}}})"));
    }

    [Fact]
    public async Task Python_ReadsEveryText()
    {
        var file = _folder.Write("a.jsonl", Download());

        var said = await Tool.Python.CheckAsync(["-c", ReadWithPython, file], TestContext.Current.CancellationToken);

        Assert.Equal(CornerCases.Rows.Select(row => row.Zip(CornerCases.Columns, (text, column) => (string?[])[column, text])), JsonSerializer.Deserialize<string?[][][]>(said)!);
    }

    public void Dispose()
    {
        _duckDb.Dispose();
        _folder.Dispose();
    }

    private static byte[] Download() => CornerCases.Table(ExportFormat.Jsonl, FormatOptions.Default).Download("plain", shardRows: 20);
}
