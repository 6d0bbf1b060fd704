using Microsoft.Extensions.Time.Testing;
using SegmentExport.Client.Downloads;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Client.Tests.Downloads;

/// <summary>Files that are not whole yet: whose they are, who else gets at them, and what the disk and the clock do to them.</summary>
public sealed class PartialFileTests : IDisposable
{
    private readonly TempDataFolder _folder = new();
    private readonly byte[] _bytes = [.. Enumerable.Range(0, 10_000).Select(at => (byte)(at * 7))];

    [Fact]
    public async Task Download_OnUnix_IsItsOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Rights are the folder's there.");
            return;
        }

        using var api = new OneFile(_bytes);

        var file = await api.Tasks().DownloadAsync("t", _folder.Combine("a.csv"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public async Task Finish_WhereThereIsAFile_HoldsThePartUntilItsEnd()
    {
        var path = _folder.Combine("a.csv");
        var partial = PartialFile.Hold(path);
        await partial.OpenAsync(new("f", OneFile.Tag, 3, "a", null), isKept: true, () => Task.FromResult<IReadOnlyList<long>>([0, 3]), CancellationToken.None);
        await File.WriteAllTextAsync(path, "Mine");

        var fault = Assert.Throws<DownloadException>(() => partial.Finish(new()));
        var isFree = IsFree(path + ".segx-part");
        partial.Dispose();

        Assert.Equal(("file_exists", false), (fault.Code, isFree));
        Assert.True(IsFree(path + ".segx-part"));
    }

    [Theory]
    [InlineData("nowhere/a.csv", "file_not_writable")]
    [InlineData("taken.csv", "file_in_use")]
    public async Task Download_ToWhereItCannotBeWritten_AsksForNothingBefore(string name, string expected)
    {
        var asked = 0;
        using var api = new OneFile(_bytes) { BeforeRange = _ => asked++ };
        await using var taken = new FileStream(_folder.Combine("taken.csv.segx-part"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var fault = await Assert.ThrowsAsync<DownloadException>(() => api.Tasks().DownloadAsync("t", _folder.Combine(name)));

        Assert.Equal((expected, 0), (fault.Code, asked));
    }

    [Fact]
    public async Task Download_OnADiskThatTakesNothingMore_SaysThatItCannotBeWritten()
    {
        using var api = new OneFile(_bytes);
        var path = _folder.Combine("a.csv");
        var full = new Acting(() =>
        {
            // What is known of it cannot be written either.
            Directory.CreateDirectory(path + ".segx-state~");
            throw new IOException("No space left on device");
        });

        var fault = await Assert.ThrowsAsync<DownloadException>(() => api.Tasks().DownloadAsync("t", path, progress: full));

        Assert.Equal("file_not_writable", fault.Code);
    }

    [Fact]
    public async Task Download_WhoseRangeIsAnsweredLate_DoesNotTakeThatForSilence()
    {
        var time = new FakeTimeProvider();
        using var api = new OneFile(_bytes) { BeforeRange = _ => time.Advance(TimeSpan.FromSeconds(31)) };

        var file = await api.Tasks(time).DownloadAsync("t", _folder.Combine("a.csv"), new() { Attempts = 1, Silence = TimeSpan.FromSeconds(30) });

        Assert.True(file.IsChecked);
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsFree(string path)
    {
        try
        {
            using var taken = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private sealed class Acting(Action act) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => act();
    }
}
