using System.IO.Compression;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Packaging.Tests.About;

public sealed class AboutZipTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(ExportFormat.Csv, PartCompression.Deflate, "neutralized (cells 单元格: 1)")]
    [InlineData(ExportFormat.Jsonl, PartCompression.Deflate, "not_applicable")]
    [InlineData(ExportFormat.Parquet, PartCompression.None, "not_applicable")]
    public void Zip_OfAnApprovedTask_SaysWhatItIs(ExportFormat format, PartCompression compression, string formulas)
    {
        using var zip = new ZipArchive(new MemoryStream(Table(format, compression).Download("zip", shardRows: 2)));
        using var text = new StreamReader(zip.GetEntry("about.txt")!.Open());

        Assert.Equal(
            $"""
            Task 下载任务: 0123456789abcdef0123456789abcdef
            Name 名称: 高价值客户 2026-11-24
            Space 空间: retail
            Segment 群组: 双"十一"[U+2066]活动 (double-11)
            Reason 申请原因: =HYPERLINK("http://example.com") Approver 审批人: mallory <&> [U+202E]txt.exe[U+0007] _x0041_ 🌸👩‍💻
            Submitter 申请人: alice
            Submitted at 申请时间: 2026-11-24T08:00:01Z
            Approver 审批人: 卡罗尔
            Approved at 审批时间: 2026-11-24T09:00:02Z
            Rows 行数: 3
            Format 格式: {format.ToString().ToLowerInvariant()}
            Formulas 公式: {formulas}

            Field 字段 | Name 名称 | Kind 类型 | Masking 脱敏
            name | 列 name | attribute | name
            city | 列 city | attribute | none 无

            """.ReplaceLineEndings("\r\n"),
            text.ReadToEnd());
    }

    [Fact]
    public void Zip_ThatNobodyApproved_SaysNothing()
    {
        using var zip = new ZipArchive(new MemoryStream(new SampleTable().AddText("a", "x").Download("zip")));

        _ = Assert.Single(zip.Entries);
    }

    [Theory]
    [InlineData(ExportFormat.Csv, PartCompression.Deflate, "zip")]
    [InlineData(ExportFormat.Xlsx, PartCompression.Deflate, "xlsx")]
    [InlineData(ExportFormat.Parquet, PartCompression.None, "zip")]
    public void Identity_OfAnotherApproval_IsAnother(ExportFormat format, PartCompression compression, string container)
    {
        var (artifact, _) = Table(format, compression).Pack();
        var identity = ContainerKinds.Open(artifact, container)!.Identity;

        Assert.Equal(identity, ContainerKinds.Open(artifact, container)!.Identity);
        Assert.NotEqual(identity, ContainerKinds.Open(artifact with { Provenance = artifact.Provenance! with { ApprovedAt = artifact.Provenance.ApprovedAt.AddSeconds(1) } }, container)!.Identity);
    }

    [Theory]
    [InlineData(ExportFormat.Csv, PartCompression.Deflate)]
    [InlineData(ExportFormat.Parquet, PartCompression.None)]
    public async Task Zip_InUnzip_IsWhole(ExportFormat format, PartCompression compression)
    {
        var path = _folder.Write("a.zip", Table(format, compression).Download("zip", shardRows: 2));

        var answer = await Tool.Unzip.CheckAsync(["-t", path], TestContext.Current.CancellationToken);

        Assert.Contains("about.txt", answer, StringComparison.Ordinal);
        Assert.Contains("No errors detected", answer, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static SampleTable Table(ExportFormat format, PartCompression compression) => new SampleTable
    {
        Format = format,
        Options = new() { Compression = compression },
        Provenance = Provenances.Strange,
    }
        .AddText("name", ["王小明", "李雷", "韩梅梅"], new MaskingRule { Kind = MaskingKind.Name })
        .AddText("city", "上海", "=1+1", null);
}
