using SegmentExport.Client.Contracts;
using SegmentExport.Client.Downloads;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.Client.Tests.Downloads;

/// <summary>Downloads of files that may be downloaded once, over connections that break.</summary>
public sealed class LimitedDownloadTests : IAsyncLifetime
{
    private readonly ExportGateway _gateway = new(("SegmentExport__Limits__DownloadsPerTask", "1"), ("SegmentExport__Sample__Users", "20000"));
    private readonly TempDataFolder _folder = new();
    private CuttingProxy _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        _proxy = new(_gateway.Address);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(4, 10)]
    [InlineData(1, 1)]
    public async Task Download_CutAgainAndAgain_IsNotRefusedBeforeItsEnd(int parallelism, int attempts)
    {
        var task = await _gateway.CompleteAsync("everyone");
        var bytes = (await _gateway.Alice.GetManifestAsync(task.Id)).Containers.Single(container => container.Name == "gzip").Bytes;
        _proxy.CutAfter(bytes / 15, 1_000);

        var file = await DownloadAsync(task, new() { Container = "gzip", SmallestChunk = bytes / 32, Parallelism = parallelism, NextWorker = TimeSpan.FromMilliseconds(1), Attempts = attempts });

        Assert.True(file.IsChecked);
        Assert.InRange(_proxy.Cuts, 10, 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    [InlineData(1_200)]
    public async Task Download_OfASmallFileCutAtItsBeginning_IsResumed(int afterBytes)
    {
        var task = await _gateway.CompleteAsync();
        _proxy.CutAfter(afterBytes);

        var file = await DownloadAsync(task, new() { Container = "gzip", Attempts = 1 });

        Assert.True(file.IsChecked);
        Assert.Equal(1, _proxy.Cuts);
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        await _gateway.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Downloads it, and again where it gives up.</summary>
    private async Task<DownloadedFile> DownloadAsync(DownloadTask task, DownloadOptions options)
    {
        var tasks = (await _gateway.SignInAsync("alice", client => (client.BaseAddress, client.FirstWait) = (_proxy.Address, TimeSpan.Zero))).Space("retail").Tasks;
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await tasks.DownloadAsync(task.Id, _folder.Combine(task.Id), options);
            }
            catch (UnavailableException) when (tries < 100)
            {
                // Cut.
            }
        }
    }
}
