using SegmentExport.Packaging.Tests.Support;
using SegmentExport.Packaging.Tests.Xlsx;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Packaging.Tests.About;

public sealed class AboutSheetTests : IDisposable
{
    // What LibreOffice writes: fields between commas, quotes around text, UTF-8, cells as they are shown, every sheet.
    private const string ShownCells = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,true,false,false,-1";

    private const string Reason = "=HYPERLINK(\"http://example.com\") Approver 审批人: mallory <&> [U+202E]txt.exe[U+0007] _x0041_ 🌸👩‍💻";

    private readonly TempDataFolder _folder = new();

    [Fact]
    public void Workbook_OfAnApprovedTask_HasASecondSheetOfText()
    {
        var sheets = SheetCells.Read(Book().Bytes);

        Assert.Equal(2, sheets.Count);
        var about = sheets[1];
        Assert.Equal(["s Reason 申请原因 Header", $"s {Reason} General", "-", "-"], about[4]);
        Assert.Equal(["s Approver 审批人 Header", "s 卡罗尔 General", "-", "-"], about[7]);
        Assert.Equal(["s Rows 行数 Header", "s 3 General", "-", "-"], about[9]);
        Assert.Equal(["s text General", "s 列 text General", "s attribute General", "s none 无 General"], about[^1]);
        Assert.All(about.SelectMany(row => row), cell => Assert.Matches("^(s |-$)", cell));
    }

    [Fact]
    public void Workbook_OfManySheets_SaysWhatItIsOnTheLast()
    {
        var sheets = SheetCells.Read(Workbook.Pack(Table(), sheetRows: 1).Bytes);

        Assert.Equal(4, sheets.Count);
        Assert.Equal("s Task 下载任务 Header", sheets[^1][0][0]);
    }

    [Fact]
    public async Task Workbook_InLibreOffice_ShowsItAsText()
    {
        var path = _folder.Combine("book.xlsx");
        await File.WriteAllBytesAsync(path, Book().Bytes, TestContext.Current.CancellationToken);

        await Tool.LibreOffice.CheckAsync(
            [$"-env:UserInstallation=file://{_folder.Combine("profile")}", "--headless", "--convert-to", ShownCells, "--outdir", _folder.Path, path],
            TestContext.Current.CancellationToken);

        var lines = await File.ReadAllLinesAsync(_folder.Combine("book-About.csv"), TestContext.Current.CancellationToken);
        Assert.Contains($"\"Reason 申请原因\",\"{Reason.Replace("\"", "\"\"", StringComparison.Ordinal)}\",,", lines);
        Assert.Contains("\"Field 字段\",\"Name 名称\",\"Kind 类型\",\"Masking 脱敏\"", lines);
        Assert.Equal("\"text\"", (await File.ReadAllLinesAsync(_folder.Combine("book-Data.csv"), TestContext.Current.CancellationToken))[0]);
    }

    public void Dispose() => _folder.Dispose();

    private static Workbook Book() => Workbook.Pack(Table());

    private static SampleTable Table() => new SampleTable { Format = Domain.Exports.ExportFormat.Xlsx, Provenance = Provenances.Strange }.AddText("text", "a", "b", "c");
}
