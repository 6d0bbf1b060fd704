using System.IO.Hashing;
using System.Text;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Checksums;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Packaging.Tests.Strangers;

/// <summary>Zips with numbers that only zip64 can hold. What is large is a hole in the file: nothing of it is written to disk.</summary>
public sealed class LargeZipTests : IDisposable
{
    private const long LargeBytes = (4L << 30) + 1;
    private const int ManyEntries = 70_000;

    private static readonly DateTimeOffset At = new(2026, 11, 24, 8, 0, 2, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Unzip_EntryBeyond4GiB_IsSound() =>
        Assert.Contains("No errors detected", await Tool.Unzip.CheckAsync(["-t", await WriteLargeAsync()], TestContext.Current.CancellationToken), StringComparison.Ordinal);

    [Fact]
    public async Task Python_EntryBeyond4GiB_FindsWhatStandsBehindIt()
    {
        var said = await Tool.Python.CheckAsync(
            ["-c", "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print([(i.filename, i.file_size) for i in z.infolist()], z.read('末尾.txt').decode())", await WriteLargeAsync()],
            TestContext.Current.CancellationToken);

        Assert.Equal($"[('zeros.bin', {LargeBytes}), ('末尾.txt', 3)] end", said.Trim());
    }

    [Theory]
    [InlineData("unzip")]
    [InlineData("7z")]
    [InlineData("python")]
    public async Task Test_MoreThan65535Entries_IsSound(string program)
    {
        var view = new ContainerView("application/zip", ".zip", ZipArchiveView.Lay(Enumerable.Range(0, ManyEntries).Select(i => ZipEntry.Literal($"文件/{i}.txt", Encoding.UTF8.GetBytes($"{i}"))), At));
        var file = _folder.Write("many.zip", SampleTable.Download(view, new MemoryParts()));

        var said = program switch
        {
            "unzip" => await Tool.Unzip.CheckAsync(["-tq", file], TestContext.Current.CancellationToken),
            "7z" => await Tool.SevenZip.CheckAsync(["t", "-bd", file], TestContext.Current.CancellationToken),
            _ => await Tool.Python.CheckAsync(
                ["-c", "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()), z.namelist()[-1])", file], TestContext.Current.CancellationToken),
        };

        Assert.Contains(program switch { "unzip" => "No errors detected", "7z" => $"Files: {ManyEntries}", _ => $"None {ManyEntries} 文件/{ManyEntries - 1}.txt" }, said, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> WriteLargeAsync()
    {
        var part = new PackedShard { Index = 0, Rows = 1, Sections = [], Sha256 = "" };
        var zeros = new ZipEntry("zeros.bin", Deflated: false, CrcOfZeros(LargeBytes), LargeBytes, [new StoredPiece(part, 0, LargeBytes)]);
        var view = new ContainerView("application/zip", ".zip", ZipArchiveView.Lay([zeros, ZipEntry.Literal("末尾.txt", "end"u8.ToArray())], At));
        var path = _folder.PathOf("large.zip");
        await using var file = File.Create(path);
        await using var sparse = new SparseStream(file);
        await view.CopyToAsync(new ZeroParts(), sparse, 0, view.Length, TestContext.Current.CancellationToken);
        file.SetLength(view.Length);
        return path;
    }

    private static uint CrcOfZeros(long length)
    {
        const int Block = 1 << 20;
        var (crc, block) = (0u, Crc32.HashToUInt32(new byte[Block]));
        for (var i = 0; i < length / Block; i++)
        {
            crc = Crc32Combiner.Combine(crc, block, Block);
        }

        var rest = (int)(length % Block);
        return Crc32Combiner.Combine(crc, Crc32.HashToUInt32(new byte[rest]), rest);
    }
}
