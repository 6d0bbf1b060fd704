using System.Collections.Immutable;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Containers.Protection;
using SegmentExport.Packaging.Tests.About;
using SegmentExport.Packaging.Tests.Support;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Packaging.Tests.Protection;

/// <summary>The zip with a password, opened by 7-Zip.</summary>
public sealed class ProtectedZipTests : IDisposable
{
    private const string Password = "Kx7-qLm2-Vw9z";

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(ExportFormat.Csv, 0)]
    [InlineData(ExportFormat.Csv, 1)]
    [InlineData(ExportFormat.Jsonl, 200)]
    [InlineData(ExportFormat.Csv, 300_000)]
    public async Task SevenZip_WithThePassword_UnpacksTheSameFiles(ExportFormat format, int rows)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (artifact, parts) = Pack(format, rows);
        var (view, _) = await ProtectAsync(artifact, parts);
        var zip = _folder.Write("protected.zip", await DownloadAsync(view, parts));
        var plain = _folder.Write("plain.zip", await DownloadAsync(ContainerKinds.Open(artifact, ContainerKinds.Zip)!, parts));

        await Tool.SevenZip.CheckAsync(["x", "-bd", $"-p{Password}", $"-o{_folder.PathOf("protected")}", zip], cancel);
        await Tool.SevenZip.CheckAsync(["x", "-bd", $"-o{_folder.PathOf("plain")}", plain], cancel);

        var names = Directory.GetFiles(_folder.PathOf("plain")).Select(Path.GetFileName).ToList();
        Assert.Equal(names.Order(), Directory.GetFiles(_folder.PathOf("protected")).Select(Path.GetFileName).Order());
        Assert.True(names.Count >= 2, "The rows and about.txt");
        foreach (var name in names)
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_folder.PathOf("plain"), name!), cancel), await File.ReadAllBytesAsync(Path.Combine(_folder.PathOf("protected"), name!), cancel));
        }

        Assert.Contains("AES-256", await Tool.SevenZip.CheckAsync(["l", "-slt", zip], cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SevenZip_WithAnotherPasswordOrADamagedFile_Fails()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (artifact, parts) = Pack(ExportFormat.Csv, 5000);
        var (view, _) = await ProtectAsync(artifact, parts);
        var bytes = await DownloadAsync(view, parts);

        var wrong = await Tool.SevenZip.RunAsync(["t", "-bd", "-pKx7-qLm2-Vw9y", _folder.Write("sound.zip", bytes)], cancel);
        bytes[bytes.Length / 2] ^= 1;
        var damaged = await Tool.SevenZip.RunAsync(["t", "-bd", $"-p{Password}", _folder.Write("damaged.zip", bytes)], cancel);

        Assert.NotEqual(0, wrong.ExitCode);
        Assert.NotEqual(0, damaged.ExitCode);
    }

    [Fact]
    public async Task CopyTo_StretchesAtRandomOffsets_AreTheWholesOwn()
    {
        var (artifact, parts) = Pack(ExportFormat.Csv, 100_000);
        var (view, protections) = await ProtectAsync(artifact, parts);
        var whole = await DownloadAsync(view, parts);
        var again = ProtectedZip.Open(artifact, protections);
        var seed = Environment.TickCount;
        var random = new Random(seed);

        Assert.True(whole.Length > 300_000, $"{whole.Length} bytes are too few to cross a buffer.");
        Assert.Equal(view.Identity, again.Identity);
        for (var i = 0; i < 300; i++)
        {
            var offset = random.Next(whole.Length);
            var length = random.Next(Math.Min(whole.Length - offset, i % 3 == 0 ? 200_000 : 100) + 1);
            using var stretch = new MemoryStream();
            await again.CopyToAsync(parts, stretch, offset, length, TestContext.Current.CancellationToken);
            Assert.True(whole.AsSpan(offset, length).SequenceEqual(stretch.ToArray()), $"Bytes {offset} to {offset + length} differ (seed {seed}).");
        }
    }

    [Fact]
    public async Task Open_WithoutKeys_HasLengthAndIdentityAlone()
    {
        var (artifact, parts) = Pack(ExportFormat.Csv, 100);
        var keys = ProtectedZip.Derive(artifact, Password);
        var codes = await ProtectedZip.ComputeCodesAsync(artifact, keys, parts, TestContext.Current.CancellationToken);
        var kept = new byte[EntryKeys.Length];
        keys[0].CopyTo(kept);

        var (full, headers) = (ProtectedZip.Open(artifact, ProtectedZip.Protect([new(kept), .. keys[1..]], codes, true)), ProtectedZip.Open(artifact, ProtectedZip.Protect(keys, codes, false)));

        Assert.Equal((full.Length, full.Identity), (headers.Length, headers.Identity));
    }

    [Fact]
    public void CreatePassword_Twice_HasManyCharactersAndIsAnother()
    {
        Assert.Matches("^[a-km-z2-9]{6}(-[a-km-z2-9]{6}){3}$", ProtectedZip.CreatePassword());
        Assert.NotEqual(ProtectedZip.CreatePassword(), ProtectedZip.CreatePassword());
    }

    [Fact]
    public async Task Prepare_Twice_GivesOtherBytesAndAnotherIdentity()
    {
        var (artifact, parts) = Pack(ExportFormat.Csv, 100);

        var (one, protections) = await ProtectAsync(artifact, parts);
        var (other, _) = await ProtectAsync(artifact, parts);

        Assert.NotEqual(one.Identity, other.Identity);
        Assert.Equal(protections.Length, protections.Select(protection => Convert.ToHexString(protection.Key.AsSpan())).Distinct().Count());
        Assert.Equal(nameof(EntryProtection), $"{protections[0]}");
        Assert.DoesNotContain("row 50", System.Text.Encoding.Latin1.GetString(await DownloadAsync(one, parts)), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static (ArtifactDescription Artifact, MemoryParts Parts) Pack(ExportFormat format, int rows)
    {
        var table = new SampleTable { Format = format, Provenance = Provenances.Of("A test") };
        table.AddText("名", Enumerable.Range(0, rows).Select(row => $"row {row} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(row)))}"));
        return table.Pack(shardRows: Math.Max(1, rows / 3), batchRows: 5000);
    }

    private static async Task<(ContainerView View, ImmutableArray<EntryProtection> Protections)> ProtectAsync(ArtifactDescription artifact, MemoryParts parts)
    {
        var keys = ProtectedZip.Derive(artifact, Password);
        var protections = ProtectedZip.Protect(keys, await ProtectedZip.ComputeCodesAsync(artifact, keys, parts, TestContext.Current.CancellationToken), withKeys: true);
        return (ProtectedZip.Open(artifact, protections), protections);
    }

    private static async Task<byte[]> DownloadAsync(ContainerView view, MemoryParts parts)
    {
        using var file = new MemoryStream();
        await view.CopyToAsync(parts, file, 0, view.Length, TestContext.Current.CancellationToken);
        return file.ToArray();
    }
}
