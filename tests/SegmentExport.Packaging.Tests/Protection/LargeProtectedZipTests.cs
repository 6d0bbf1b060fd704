using System.IO.Compression;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Containers.Protection;
using SegmentExport.Packaging.Tests.Support;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Packaging.Tests.Protection;

/// <summary>Zips with a password whose numbers only zip64 can hold, decrypted by 7-Zip.</summary>
public sealed class LargeProtectedZipTests : IDisposable
{
    private const string Password = "Kx7-qLm2-Vw9z";

    private static readonly PackedShard Part = new() { Index = 0, Rows = 1, Sections = [], Sha256 = "" };

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SevenZip_WhatStandsBehind4GiB_IsDecrypted()
    {
        // Encrypted zeros are no hole in a file; so that little is written, both ends are, and 7-Zip opens the file that stands behind them.
        const long Bytes = (4L << 30) + 5;
        var view = await ProtectAsync(new("zeros.bin", Deflated: false, 0, Bytes, [new StoredPiece(Part, 0, Bytes)]), ZipEntry.Literal("end.txt", "the end"u8.ToArray()), new ZeroParts(), computesFirst: false);
        var path = _folder.PathOf("large.zip");
        await using (var file = File.Create(path))
        {
            const int Ends = 1 << 20;
            await view.CopyToAsync(new ZeroParts(), file, 0, Ends, Cancellation);
            file.Position = view.Length - Ends;
            await view.CopyToAsync(new ZeroParts(), file, view.Length - Ends, Ends, Cancellation);
        }

        var listed = (await Tool.SevenZip.CheckAsync(["l", "-slt", path], Cancellation)).ReplaceLineEndings("\n");
        await Tool.SevenZip.CheckAsync(["x", "-bd", $"-p{Password}", $"-o{_folder.PathOf("out")}", path, "end.txt"], Cancellation);

        Assert.Contains($"\nSize = {Bytes}\n", listed, StringComparison.Ordinal);
        Assert.Contains($"\nPacked Size = {Bytes + 28}\n", listed, StringComparison.Ordinal);
        Assert.Equal("the end", await File.ReadAllTextAsync(Path.Combine(_folder.PathOf("out"), "end.txt"), Cancellation));
    }

    [Fact]
    public async Task SevenZip_FileThatInflatesBeyond4GiB_IsDecryptedToItsLastByte()
    {
        // The same block of zeros again and again, as fragments of one deflate stream, and what ends it.
        const int Blocks = 65;
        var (zeros, block) = (new byte[64 << 20], new MemoryStream());
        await using (var deflate = new DeflateStream(block, CompressionLevel.Fastest, leaveOpen: true))
        {
            await deflate.WriteAsync(zeros, Cancellation);
            await deflate.FlushAsync(Cancellation);
            block.SetLength(block.Position);
            block = new MemoryStream(block.ToArray());
        }

        var parts = new MemoryParts { [0] = block.ToArray() };
        List<Piece> pieces = [.. Enumerable.Repeat(new StoredPiece(Part, 0, block.Length), Blocks), new LiteralPiece((byte[])[0x03, 0x00])];
        var view = await ProtectAsync(new("zeros.bin", Deflated: true, 0, (long)Blocks * zeros.Length, pieces), ZipEntry.Literal("end.txt", "the end"u8.ToArray()), parts, computesFirst: true);
        var path = _folder.Write("inflates.zip", SampleTable.Download(view, parts));

        var tested = await Tool.SevenZip.CheckAsync(["t", "-bd", $"-p{Password}", path], Cancellation);
        var wrong = await Tool.SevenZip.RunAsync(["t", "-bd", "-pwrong", path], Cancellation);

        Assert.Contains("Everything is Ok", tested, StringComparison.Ordinal);
        Assert.Contains($"{((long)Blocks * zeros.Length) + 7}", tested, StringComparison.Ordinal);
        Assert.NotEqual(0, wrong.ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<ContainerView> ProtectAsync(ZipEntry first, ZipEntry last, IPartReader parts, bool computesFirst)
    {
        EntryKeys[] keys = [EntryKeys.Derive(Password), EntryKeys.Derive(Password)];
        var code = computesFirst ? await ProtectedZip.ComputeCodeAsync(first, keys[0], parts, Cancellation) : new byte[EntryKeys.CodeBytes];
        var lastCode = await ProtectedZip.ComputeCodeAsync(last, keys[1], parts, Cancellation);
        var protections = ProtectedZip.Protect([.. keys], [.. code.Span, .. lastCode.Span], withKeys: true);
        return new("application/zip", ".zip", ProtectedZip.Lay([first, last], protections, DateTimeOffset.UnixEpoch));
    }
}
