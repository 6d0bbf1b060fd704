using System.IO.Compression;
using System.Text;
using CsCheck;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Containers;

public sealed class ContainerViewTests
{

    public static TheoryData<ExportFormat, PartCompression, string> Every { get; } = new(
        from format in Enum.GetValues<ExportFormat>()
        from compression in Enum.GetValues<PartCompression>()
        from name in ContainerKinds.For(format, compression)
        select (format, compression, name));

    [Theory]
    [MemberData(nameof(Every))]
    public void CopyToAsync_AnyTwoRangesJoined_EqualTheWhole(ExportFormat format, PartCompression compression, string container)
    {
        var (view, parts) = Open(format, compression, container);
        var whole = SampleTable.Download(view, parts);
        Assert.Equal(view.Length, whole.Length);

        Gen.Select(Gen.Long[0, view.Length], Gen.Long[0, view.Length]).Sample((one, other) =>
        {
            var (from, to) = (Math.Min(one, other), Math.Max(one, other));
            return SampleTable.Download(view, parts, from, to - from).AsSpan().SequenceEqual(whole.AsSpan()[(int)from..(int)to]);
        }, iter: 200);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void CopyToAsync_Range_ReadsOnlyThePartsItTouches(ExportFormat format, PartCompression compression, string container)
    {
        var (view, parts) = Open(format, compression, container);

        _ = SampleTable.Download(view, parts, view.Length / 2, 1);

        Assert.Single(parts.Opened);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Identity_SameBytes_IsTheSameAndOthersDiffer(ExportFormat format, PartCompression compression, string container)
    {
        var (view, _) = Open(format, compression, container);
        var (again, _) = Open(format, compression, container);
        var (others, _) = Open(format, compression, container, shardRows: 999);

        Assert.Equal(view.Identity, again.Identity);
        Assert.Equal(64, view.Identity.Length);
        Assert.NotEqual(view.Identity, others.Identity);
    }

    [Fact]
    public void Open_UnknownContainer_IsNull()
    {
        var (artifact, _) = new SampleTable().AddText("a", "x").Pack();

        Assert.Null(ContainerKinds.Open(artifact, "rar"));
        Assert.Equal(".csv.gz", ContainerKinds.Open(artifact, null)!.FileNameExtension);
    }

    [Fact]
    public async Task CopyToAsync_StretchBeyondTheFile_Throws()
    {
        var (view, parts) = Open(ExportFormat.Csv, PartCompression.Deflate, "gzip");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await view.CopyToAsync(parts, Stream.Null, view.Length, 1, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await view.CopyToAsync(parts, Stream.Null, -1, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Gzip_OfSeveralParts_IsOneMemberWithThePlainBytes()
    {
        var (plainView, parts) = Open(ExportFormat.Csv, PartCompression.Deflate, "plain");
        var (gzipView, _) = Open(ExportFormat.Csv, PartCompression.Deflate, "gzip");
        var plain = SampleTable.Download(plainView, parts);
        using var gzip = new GZipStream(new MemoryStream(SampleTable.Download(gzipView, parts)), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        gzip.CopyTo(inflated);

        Assert.Equal(plain, inflated.ToArray());
        Assert.StartsWith("a,b\r\n\"row 0, 0\",same\r\n", Encoding.UTF8.GetString(plain), StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_NoRows_IsAHeader()
    {
        using var gzip = new GZipStream(new MemoryStream(new SampleTable().AddText("a").Download("gzip")), CompressionMode.Decompress);
        using var text = new StreamReader(gzip);

        Assert.Equal("a\r\n", text.ReadToEnd());
    }

    private static (ContainerView View, MemoryParts Parts) Open(ExportFormat format, PartCompression compression, string container, int shardRows = 1000)
    {
        var table = new SampleTable { Format = format, Options = new() { Compression = compression } }
            .AddText("a", Enumerable.Range(0, 5000).Select(row => $"row {row}, {row * 7919 % 1000}"))
            .AddText("b", Enumerable.Repeat("same", 5000));
        var (artifact, parts) = table.Pack(shardRows);
        return (ContainerKinds.Open(artifact, container)!, parts);
    }
}
