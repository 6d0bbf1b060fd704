using System.Security.Cryptography;
using SegmentExport.Client.Downloads;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Client.Tests.Downloads;

/// <summary>Downloads from a running gateway.</summary>
public sealed class DownloadTests(ExportGateway gateway) : IDisposable
{
    private static readonly DownloadOptions Small = new() { Container = "plain", SmallestChunk = 20_000 };

    private readonly TempDataFolder _folder = new();

    [Fact]
    public async Task Download_IntoAFolder_HasTheApisNameAndDigest()
    {
        var task = await gateway.CompletedTask;

        var file = await gateway.Alice.DownloadAsync(task.Id, _folder.Path);

        Assert.EndsWith(".csv.gz", file.Path, StringComparison.Ordinal);
        Assert.Equal(Path.TrimEndingDirectorySeparator(_folder.Path), Path.GetDirectoryName(file.Path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file.Path))), file.Sha256);
        Assert.True(file.IsChecked);
    }

    [Fact]
    public async Task Download_InManyRanges_TellsItsProgressUpToTheEnd()
    {
        var (task, told) = (await gateway.CompletedTask, new List<DownloadProgress>());

        var file = await gateway.Alice.DownloadAsync(task.Id, _folder.Combine("a.csv"), Small, new Told(told));

        Assert.Equal(new(file.Bytes, file.Bytes), told[^1]);
        Assert.Equal(told.Select(progress => progress.Bytes).Order(), told.Select(progress => progress.Bytes));
    }

    [Fact]
    public async Task Download_WhereThereIsAFile_LeavesItUnlessToldTo()
    {
        var (task, path) = (await gateway.CompletedTask, _folder.Combine("a.csv"));
        await File.WriteAllTextAsync(path, "Mine");

        var fault = await Assert.ThrowsAsync<DownloadException>(() => gateway.Alice.DownloadAsync(task.Id, path, Small));
        var kept = await File.ReadAllTextAsync(path);
        var file = await gateway.Alice.DownloadAsync(task.Id, path, Small with { Overwrite = true });

        Assert.Equal(("file_exists", "Mine"), (fault.Code, kept));
        Assert.Equal(file.Bytes, new FileInfo(path).Length);
    }

    [Fact]
    public async Task Download_WithAByteChangedOnTheWay_IsThrownAway()
    {
        var task = await gateway.CompletedTask;
        var client = await gateway.SignInAsync("alice", handler: () => new AnsweringHandler(_ => null, ChangeAByte));

        var fault = await Assert.ThrowsAsync<DownloadException>(() => client.Space("retail").Tasks.DownloadAsync(task.Id, _folder.Combine("a.csv"), Small));

        Assert.Equal("digest_mismatch", fault.Code);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Download_OverWhatAnotherFileLeft_BeginsAnew()
    {
        var (task, other, path) = (await gateway.CompletedTask, await gateway.CompleteAsync(), _folder.Combine("a.csv"));
        using var cancelled = new CancellationTokenSource();
        var ranges = 0;
        var client = await gateway.SignInAsync("alice", handler: () => new AnsweringHandler(request => CancelAtTheSecondRange(request)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Space("retail").Tasks.DownloadAsync(task.Id, path, Small, null, cancelled.Token));
        Assert.NotEmpty(Directory.GetFiles(_folder.Path));

        var file = await gateway.Alice.DownloadAsync(other.Id, path, Small);

        Assert.True(file is { IsChecked: true, Resumed: 0 });

        // The first one is there by then: others begin a quarter of a second later.
        HttpResponseMessage? CancelAtTheSecondRange(HttpRequestMessage request)
        {
            if (request.Headers.Range is not null && ++ranges == 2)
            {
                cancelled.Cancel();
            }

            return null;
        }
    }

    [Fact]
    public async Task Download_OfAFileThatAnotherOneWrites_IsRefused()
    {
        var (task, path) = (await gateway.CompletedTask, _folder.Combine("a.csv"));
        await using var taken = new FileStream(path + ".segx-part", FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var fault = await Assert.ThrowsAsync<DownloadException>(() => gateway.Alice.DownloadAsync(task.Id, path, Small));

        Assert.Equal("file_in_use", fault.Code);
    }

    [Fact]
    public async Task Download_BeforeTheTaskIsCompleted_SaysSoAndLeavesNothing()
    {
        var task = await gateway.CreateAsync();

        await Assert.ThrowsAsync<ConflictException>(() => gateway.Alice.DownloadAsync(task.Id, _folder.Combine("a.csv"), Small));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static HttpResponseMessage ChangeAByte(HttpResponseMessage answer)
    {
        if (answer.RequestMessage!.Method == HttpMethod.Get && answer.Content.Headers.ContentRange is { From: not null })
        {
            var bytes = answer.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
            bytes[17] ^= 1;
            var changed = new ByteArrayContent(bytes);
            changed.Headers.ContentRange = answer.Content.Headers.ContentRange;
            answer.Content = changed;
        }

        return answer;
    }

    private sealed class Told(List<DownloadProgress> told) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => told.Add(value);
    }
}
