using System.Collections.Concurrent;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Client.Tests.Downloads;

/// <summary>The first answer of a download, which has the file's head and its beginning.</summary>
public sealed class BeginningTests : IDisposable
{
    private readonly TempDataFolder _folder = new();
    private readonly byte[] _bytes = [.. Enumerable.Range(0, 10_000).Select(at => (byte)(at * 7))];

    [Fact]
    public async Task Download_AnsweredWithTheWholeInPlaceOfARange_SaysSoAndLeavesNothing()
    {
        using var api = new OneFile(_bytes) { MostOfTheBeginning = null };

        var fault = await Assert.ThrowsAsync<SegmentExportException>(() => api.Tasks().DownloadAsync("t", _folder.Combine("a.csv")));

        Assert.Equal("unreadable_answer", fault.Code);
        Assert.Contains("A range of the file was asked for", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Download_WhoseBeginningIsShorterThanAskedFor_GoesOnBehindIt()
    {
        var asked = new ConcurrentQueue<long>();
        using var api = new OneFile(_bytes) { MostOfTheBeginning = 1_234, BeforeRange = asked.Enqueue };

        var file = await api.Tasks().DownloadAsync("t", _folder.Combine("a.csv"));

        Assert.True(file.IsChecked);
        Assert.Equal([0L, 1_234], asked);
    }

    [Fact]
    public async Task Download_ByManyWorkers_AsksForTheBeginningOnceWhoeverTakesIt()
    {
        for (var i = 0; i < 50; i++)
        {
            var asked = new ConcurrentQueue<long>();
            using var api = new OneFile(_bytes) { BeforeRange = asked.Enqueue };

            var file = await api.Tasks().DownloadAsync("t", _folder.Combine($"{i}.csv"), new() { Parallelism = 16, NextWorker = TimeSpan.Zero, SmallestChunk = 300 });

            Assert.True(file.IsChecked);
            Assert.Single(asked, from => from == 0);
        }
    }

    public void Dispose() => _folder.Dispose();
}
