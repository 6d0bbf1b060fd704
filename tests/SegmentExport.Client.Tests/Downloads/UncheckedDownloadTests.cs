using SegmentExport.Client.Downloads;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Client.Tests.Downloads;

/// <summary>Files of which the API has no digest, or not yet: nothing gets its name that could be wrong.</summary>
public sealed class UncheckedDownloadTests : IDisposable
{
    private static readonly DownloadOptions Impatient = new() { DigestPatience = TimeSpan.Zero };

    private readonly TempDataFolder _folder = new();
    private readonly byte[] _bytes = [.. Enumerable.Range(0, 10_000).Select(at => (byte)(at * 7))];

    [Fact]
    public async Task Download_WhoseDigestDoesNotCome_KeepsWhatArrivedForTheNextTime()
    {
        using var api = new OneFile(_bytes) { HasDigest = false };
        var path = _folder.Combine("a.csv");

        var fault = await Assert.ThrowsAsync<DownloadException>(() => api.Tasks().DownloadAsync("t", path, Impatient));
        var isThere = File.Exists(path);
        api.HasDigest = true;
        var file = await api.Tasks().DownloadAsync("t", path, Impatient);

        Assert.Equal(("digest_missing", false), (fault.Code, isThere));
        Assert.True(file is { IsChecked: true, Resumed: 10_000 }, $"{file}");
    }

    [Fact]
    public async Task Download_ThatMayBeUnchecked_TrustsNothingThatIsThere()
    {
        using var api = new OneFile(_bytes) { HasDigest = false };
        var path = _folder.Combine("a.csv");
        await Assert.ThrowsAsync<DownloadException>(() => api.Tasks().DownloadAsync("t", path, Impatient));

        // As after a power cut: what is known of the bytes is on the disk, they are not.
        await File.WriteAllBytesAsync(path + ".segx-part", new byte[_bytes.Length]);
        var file = await api.Tasks().DownloadAsync("t", path, Impatient with { AllowUnchecked = true });

        Assert.True(file is { IsChecked: false, Resumed: 0 }, $"{file}");
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Download_OfAProtectedZipThatBreaksOff_LeavesNothing()
    {
        using var api = new OneFile(_bytes) { HasDigest = false, BeforeRange = from => _ = from == 0 ? 0 : throw new HttpRequestException("Reset.") };
        var options = new DownloadOptions { Container = "protected_zip", Parallelism = 1, SmallestChunk = 4_000, Attempts = 1 };

        await Assert.ThrowsAsync<UnavailableException>(() => api.Tasks().DownloadAsync("t", _folder.Combine("a.zip"), options));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Download_OfARangeOfAnotherFile_IsRefused()
    {
        using var api = new OneFile(_bytes) { TagOfRanges = new("\"two\"") };

        var fault = await Assert.ThrowsAsync<SegmentExportException>(() => api.Tasks().DownloadAsync("t", _folder.Combine("a.csv"), new() { SmallestChunk = 1_000 }));

        Assert.Equal("unreadable_answer", fault.Code);
    }

    public void Dispose() => _folder.Dispose();
}
