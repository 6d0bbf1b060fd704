using System.Text.Json;
using MiniExcelLibs;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Packaging.Tests.Xlsx;

/// <summary>Workbooks as programs see them that we did not write.</summary>
public sealed class XlsxStrangersTests : IDisposable
{
    // What LibreOffice writes: fields between commas, quotes around text, UTF-8, cells as they are shown, every sheet.
    private const string ShownCells = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,true,false,false,-1";

    private const string ReadCells = """
        import json, re, sys, zipfile, xml.etree.ElementTree as xml
        main = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
        def cell(c):
            if c.get('t') == 'inlineStr':
                return re.sub('_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m.group(1), 16)), c.find(main + 'is').find(main + 't').text or '')
            value = c.find(main + 'v').text
            return value == '1' if c.get('t') == 'b' else float(value)
        with zipfile.ZipFile(sys.argv[1]) as file:
            assert file.testzip() is None
            names = [s.get('name') for s in xml.parse(file.open('xl/workbook.xml')).iter(main + 'sheet')]
            sheets = {name: [{c.get('r'): cell(c) for c in row} for row in xml.parse(file.open(f'xl/worksheets/sheet{i + 1}.xml')).iter(main + 'row')] for i, name in enumerate(names)}
        print(json.dumps(sheets))
        """;

    private static readonly string[] Columns = ["text", "whole", "double", "decimal", "flag", "day", "moment", "instant", "time", "nothing"];

    private readonly TempDataFolder _folder = new();

    [Fact]
    public async Task Workbook_InLibreOffice_ShowsEveryCell()
    {
        var path = Save(Workbook.Pack(StrangeTable.Make(), sheetRows: 15, shardRows: 8));

        await Tool.LibreOffice.CheckAsync(
            [$"-env:UserInstallation=file://{_folder.Combine("profile")}", "--headless", "--convert-to", ShownCells, "--outdir", _folder.Path, path],
            TestContext.Current.CancellationToken);

        var header = string.Join(",", Columns.Select(column => $"\"列 {column}\""));
        Assert.Equal(
            $"""
            {header}
            "plain",0,0,0.00,TRUE,"1898-10-25",2024-05-31 13:25:05,2024-05-31 13:25:05Z,00:00:00,
            "=1+1",9,0.125,1234567.50,FALSE,1907-01-12,2024-05-31 13:25:05.001,2024-06-01 13:25:05Z,01:12:01,
            "+86",99,0.25,2469135.00,TRUE,1915-03-31,2024-05-31 13:25:05.002,2024-06-02 13:25:05Z,02:24:02,
            "-5",999,"nan",3703702.50,FALSE,1923-06-17,2024-05-31 13:25:05,2024-06-03 13:25:05Z,03:36:03,
            """.ReplaceLineEndings("\n"),
            string.Join('\n', (await File.ReadAllTextAsync(_folder.Combine("book-Data.csv"), TestContext.Current.CancellationToken)).Split('\n').Take(5)));
    }

    [Fact]
    public async Task Workbook_InPython_HasEveryValue()
    {
        var path = Save(Workbook.Pack(StrangeTable.Make(), sheetRows: 15, shardRows: 8));

        using var sheets = JsonDocument.Parse(await Tool.Python.CheckAsync(["-c", ReadCells, path], TestContext.Current.CancellationToken));

        Assert.Equal([("Data", 16), ("Data 2", 6)], sheets.RootElement.EnumerateObject().Select(sheet => (sheet.Name, sheet.Value.GetArrayLength())));
        var rows = sheets.RootElement.EnumerateObject().SelectMany(sheet => sheet.Value.EnumerateArray().Skip(1).Select((row, i) => (Row: row, Number: i + 2))).ToList();
        Assert.Equal(StrangeTable.Texts, rows.Select(row => row.Row.GetProperty($"A{row.Number}").GetString()));
        Assert.Equal(Enumerable.Range(0, rows.Count).Select(row => row * 1234567.5), rows.Select(row => row.Row.GetProperty($"D{row.Number}").GetDouble()));
        Assert.Equal(Enumerable.Range(0, rows.Count).Select(row => row % 2 == 0), rows.Select(row => row.Row.GetProperty($"E{row.Number}").GetBoolean()));
        Assert.Equal("999999999999999999", rows[^1].Row.GetProperty("B6").GetString());
        Assert.Equal(45443.559085648148, rows[0].Row.GetProperty("G2").GetDouble());
        Assert.All(rows, row => Assert.False(row.Row.TryGetProperty($"J{row.Number}", out _)));
    }

    [Fact]
    public void Workbook_InMiniExcel_HasTypes()
    {
        var rows = MiniExcel.Query(Save(Workbook.Pack(StrangeTable.Make(), sheetRows: 15, shardRows: 8)), useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();

        Assert.Equal(StrangeTable.Texts.Take(15).Select(text => text.Length == 0 ? null : text), rows.Select(row => row["列 text"]));
        Assert.Equal(new DateTime(2024, 5, 31, 13, 25, 5), rows[0]["列 moment"]);
        Assert.Equal(new DateTime(1907, 1, 12), rows[1]["列 day"]);
        Assert.Equal((99.0, 0.25, true, null), (rows[2]["列 whole"], rows[2]["列 double"], rows[2]["列 flag"], rows[2]["列 nothing"]));
    }

    [Fact]
    public async Task Workbook_InUnzip_IsWhole() =>
        Assert.Contains("No errors detected", await Tool.Unzip.CheckAsync(["-t", Save(Workbook.Pack(StrangeTable.Make(), sheetRows: 15))], TestContext.Current.CancellationToken), StringComparison.Ordinal);

    [Fact]
    public async Task Workbook_In7Zip_IsWhole() =>
        Assert.Contains("Everything is Ok", await Tool.SevenZip.CheckAsync(["t", Save(Workbook.Pack(StrangeTable.Make(), sheetRows: 15))], TestContext.Current.CancellationToken), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private string Save(Workbook workbook)
    {
        var path = _folder.Combine("book.xlsx");
        File.WriteAllBytes(path, workbook.Bytes);
        return path;
    }
}
