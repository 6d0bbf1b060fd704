using System.IO.Compression;
using System.Xml.Linq;
using Apache.Arrow;
using CsCheck;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Xlsx;

public sealed class XlsxSheetsTests
{
    [Theory]
    [InlineData(0, 10, 10, 1)]
    [InlineData(9, 10, 4, 1)]
    [InlineData(10, 10, 4, 1)]
    [InlineData(11, 10, 4, 2)]
    [InlineData(20, 10, 5, 2)]
    [InlineData(25, 10, 100, 3)]
    [InlineData(25, 1, 7, 25)]
    public void Pack_MoreRowsThanASheetHolds_GoOnOnTheNext(int rows, int sheetRows, int shardRows, int sheets)
    {
        var cells = SheetCells.Read(Workbook.Pack(Numbers(rows), sheetRows, shardRows).Bytes);

        Assert.Equal(sheets, cells.Count);
        Assert.All(cells, sheet => Assert.Equal(["s n Header", "s t Header"], sheet[0]));
        Assert.All(cells.SkipLast(1), sheet => Assert.Equal(sheetRows + 1, sheet.Count));
        Assert.Equal(Enumerable.Range(0, rows).Select(row => $"n {row}"), cells.SelectMany(sheet => sheet.Skip(1)).Select(row => row[0]));
    }

    [Fact]
    public void Pack_PartAcrossASheet_HasASectionForEach()
    {
        var workbook = Workbook.Pack(Numbers(25), sheetRows: 10, shardRows: 15);

        // The first part begins with what every sheet begins with.
        Assert.Equal([[0L, 10, 5], [5, 5]], workbook.Artifact.Parts.Select(part => part.Sections.Select(section => section.Rows)));
    }

    [Fact]
    public void Pack_AnyCuts_GiveTheSameFile() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 20], Gen.Int[1, 30], Gen.Int[1, 10], Gen.Int[1, 10]).Sample((rows, sheetRows, shardRows, one, other) =>
            Workbook.Pack(Numbers(rows), sheetRows, shardRows, one).Bytes.AsSpan().SequenceEqual(Workbook.Pack(Numbers(rows), sheetRows, shardRows, other).Bytes), iter: 100);

    [Fact]
    public void CopyToAsync_AnyTwoRanges_EqualTheWhole()
    {
        var workbook = Workbook.Pack(Numbers(500), sheetRows: 150, shardRows: 110);
        var whole = workbook.Bytes;

        Gen.Select(Gen.Long[0, whole.Length], Gen.Long[0, whole.Length]).Sample((one, other) =>
        {
            var (from, to) = (Math.Min(one, other), Math.Max(one, other));
            return SampleTable.Download(workbook.View, workbook.Parts, from, to - from).AsSpan().SequenceEqual(whole.AsSpan()[(int)from..(int)to]);
        }, iter: 500);
    }

    [Fact]
    public void Pack_Sheets_HaveAFrozenHeaderAndWidths()
    {
        var table = new SampleTable { Options = new() { DisplayNames = true } }.Add("b", new BooleanArray.Builder().Append(true).Build()).AddText("t", "x");
        using var zip = new ZipArchive(new MemoryStream(Workbook.Pack(table).Bytes));
        var sheet = SheetCells.Part(zip, "xl/worksheets/sheet1.xml");
        XNamespace main = sheet.Name.Namespace;

        Assert.Equal("frozen", sheet.Descendants(main + "pane").Single().Attribute("state")!.Value);
        Assert.Equal(["8", "22"], sheet.Descendants(main + "col").Select(column => column.Attribute("width")!.Value));
        Assert.Equal("A1:B2", sheet.Element(main + "dimension")!.Attribute("ref")!.Value);
        Assert.Equal("列 b列 t", sheet.Descendants(main + "row").First().Value);
    }

    [Fact]
    public void Open_Xlsx_IsAWorkbookByNameAndType()
    {
        var (artifact, _) = new SampleTable { Format = ExportFormat.Xlsx }.AddText("a", "x").Pack();
        var view = ContainerKinds.Open(artifact, container: null)!;

        Assert.Equal((".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (view.FileNameExtension, view.ContentType));
        Assert.Equal(view.Identity, ContainerKinds.Open(artifact, "plain")!.Identity);
        Assert.Null(ContainerKinds.Open(artifact, "gzip"));
        Assert.Null(ContainerKinds.Open(artifact, "zip"));
    }

    [Fact]
    public void Open_PartsOfAnotherLayout_IsRefused()
    {
        var (artifact, _) = new SampleTable { Format = ExportFormat.Xlsx }.AddText("a", "x", "y", "z").Pack();

        Assert.Throws<InvalidDataException>(() => Packaging.Xlsx.XlsxContainer.Open(artifact, new(2)));
    }

    private static SampleTable Numbers(int rows) => new SampleTable()
        .Add("n", new Int32Array.Builder().AppendRange(Enumerable.Range(0, rows)).Build())
        .AddText("t", Enumerable.Range(0, rows).Select(row => row % 5 == 0 ? null : $"text {row * 7919 % 1000}"));
}
