using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Packaging.Tests.Strangers;

/// <summary>Every container of every format, tested by the programs that people unpack it with.</summary>
public sealed class ContainerToolsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Format, compression, container, and the programs that know it.</summary>
    public static TheoryData<ExportFormat, PartCompression, string, string> Every { get; } = new(
        from format in Enum.GetValues<ExportFormat>()
        from compression in Enum.GetValues<PartCompression>()
        from container in ContainerKinds.For(format, compression)
        from program in (string[])(container switch
        {
            ContainerKinds.Gzip => ["gzip", "7z"],
            ContainerKinds.Zstd => ["zstd"],
            ContainerKinds.Plain => [],
            _ => ["unzip", "7z", "python"],
        })
        select (format, compression, container, program));

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Test_File_IsSoundAndADamagedOneIsNot(ExportFormat format, PartCompression compression, string container, string program)
    {
        var cancel = TestContext.Current.CancellationToken;
        var bytes = Download(format, compression, container);
        var (tool, arguments) = Command(program);
        var extension = Extension(container);

        _ = await tool.CheckAsync([.. arguments, _folder.Write($"sound.{extension}", bytes)], cancel);

        bytes[bytes.Length / 2] ^= 0x10;
        var damaged = await tool.RunAsync([.. arguments, _folder.Write($"damaged.{extension}", bytes)], cancel);
        Assert.NotEqual(0, damaged.ExitCode);
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Jsonl)]
    public async Task Unpack_AnyContainer_GivesThePlainText(ExportFormat format)
    {
        var cancel = TestContext.Current.CancellationToken;
        var plain = Download(format, PartCompression.Deflate, ContainerKinds.Plain);

        Assert.Equal(plain, await UnpackAsync(Tool.Gzip, ["-dc"], format, PartCompression.Deflate, ContainerKinds.Gzip, cancel));
        Assert.Equal(plain, await UnpackAsync(Tool.Unzip, ["-p"], format, PartCompression.Deflate, ContainerKinds.Zip, cancel));
        Assert.Equal(plain, await UnpackAsync(Tool.Zstd, ["-dc"], format, PartCompression.Zstd, ContainerKinds.Zstd, cancel));
        Assert.Equal(plain, Download(format, PartCompression.Zstd, ContainerKinds.Plain));
    }

    [Fact]
    public async Task Unzip_ChineseName_IsReadable()
    {
        var zip = _folder.Write("named.zip", Download(ExportFormat.Csv, PartCompression.Deflate, ContainerKinds.Zip));

        _ = await Tool.Unzip.CheckAsync(["-q", zip, "-d", _folder.PathOf("unzipped")], TestContext.Current.CancellationToken);

        var file = Assert.Single(Directory.GetFiles(_folder.PathOf("unzipped")));
        Assert.Equal("高价值客户 2026-11-24.csv", Path.GetFileName(file));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Theory]
    [InlineData(ExportFormat.Csv, PartCompression.Deflate, ContainerKinds.Gzip, "gzip")]
    [InlineData(ExportFormat.Csv, PartCompression.Deflate, ContainerKinds.Zip, "unzip")]
    [InlineData(ExportFormat.Jsonl, PartCompression.Deflate, ContainerKinds.Gzip, "gzip")]
    [InlineData(ExportFormat.Jsonl, PartCompression.Zstd, ContainerKinds.Zstd, "zstd")]
    [InlineData(ExportFormat.Parquet, PartCompression.None, ContainerKinds.Zip, "unzip")]
    public async Task Test_FileWithoutRows_IsSound(ExportFormat format, PartCompression compression, string container, string program)
    {
        var (tool, arguments) = Command(program);
        var file = _folder.Write($"empty.{Extension(container)}", new SampleTable { Format = format, Options = new() { Compression = compression } }.AddText("a").Download(container));

        _ = await tool.CheckAsync([.. arguments, file], TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Download(ExportFormat format, PartCompression compression, string container) =>
        new SampleTable { Format = format, Options = new() { Compression = compression } }
            .AddText("a", Enumerable.Range(0, 20_000).Select(row => $"row {row}, {row * 7919L % 100_003}"))
            .AddText("b", Enumerable.Range(0, 20_000).Select(row => row % 5 == 0 ? null : "张伟"))
            .Download(container, shardRows: 3_000);

    private static (Tool Tool, string[] Arguments) Command(string program) => program switch
    {
        "gzip" => (Tool.Gzip, ["-t"]),
        "unzip" => (Tool.Unzip, ["-tq"]),
        "7z" => (Tool.SevenZip, ["t", "-bd"]),
        "zstd" => (Tool.Zstd, ["-t", "-q"]),
        _ => (Tool.Python, ["-c", "import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)"]),
    };

    private static string Extension(string container) => container switch { ContainerKinds.Gzip => "gz", ContainerKinds.Zstd => "zst", _ => container };

    private async Task<byte[]> UnpackAsync(
        Tool tool, string[] arguments, ExportFormat format, PartCompression compression, string container, CancellationToken cancellationToken)
    {
        var packed = _folder.Write($"packed.{Extension(container)}", Download(format, compression, container));
        return System.Text.Encoding.UTF8.GetBytes(await tool.CheckAsync([.. arguments, packed], cancellationToken));
    }
}
