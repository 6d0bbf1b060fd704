using System.IO.Compression;
using System.Text;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Containers;

public sealed class ZipArchiveViewTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 8, 0, 2, TimeSpan.Zero);

    [Fact]
    public void Lay_MoreThan65535Entries_ReadsBack()
    {
        var view = new ContainerView("application/zip", ".zip", ZipArchiveView.Lay(Enumerable.Range(0, 70_000).Select(i => ZipEntry.Literal($"文件/{i}.txt", Encoding.UTF8.GetBytes($"{i}"))), At));

        using var zip = new ZipArchive(new MemoryStream(SampleTable.Download(view, new MemoryParts())));

        Assert.Equal(70_000, zip.Entries.Count);
        Assert.Equal("文件/69999.txt", zip.Entries[^1].FullName);
        using var text = new StreamReader(zip.Entries[^1].Open());
        Assert.Equal("69999", text.ReadToEnd());
    }

    [Fact]
    public void Lay_EntriesBeyond4GiB_ReadBack()
    {
        const long Length = 5L << 30;
        var part = new PackedShard { Index = 0, Rows = 1, Sections = [], Sha256 = "" };
        var large = new ZipEntry("zeros.bin", Deflated: false, 0, Length, [new StoredPiece(part, 0, Length)]);
        var view = new ContainerView("application/zip", ".zip", ZipArchiveView.Lay([large, ZipEntry.Literal("end.txt", "end"u8.ToArray())], At));

        using var zip = new ZipArchive(new ViewStream(view, new ZeroParts()));

        Assert.Equal([Length, 3L], zip.Entries.Select(entry => entry.Length));
        Assert.Equal([Length, 3L], zip.Entries.Select(entry => entry.CompressedLength));
        using var text = new StreamReader(zip.Entries[1].Open());
        Assert.Equal("end", text.ReadToEnd());
        Assert.Equal(At.DateTime, zip.Entries[0].LastWriteTime.DateTime);
    }

    [Theory]
    [InlineData("高价值客户 20261124", "高价值客户 20261124")]
    [InlineData("../../etc/passwd", "_.._etc_passwd")]
    [InlineData("a\\b:c*?\"<>|\n", "a_b_c_______")]
    [InlineData(" .. ", "export")]
    public void Clean_AnyTaskName_IsAFileName(string name, string file) => Assert.Equal(file, ArtifactFileName.Clean(name));
}
