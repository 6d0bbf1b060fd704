using System.Diagnostics;
using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Performance;

/// <summary>How much is sent and how long it takes until the list is there. Of the published console: the build's is neither trimmed nor compressed well.</summary>
[Collection(nameof(Measured))]
public sealed class LoadTests(ConsoleHouse house) : ConsoleTest(house)
{
    private const long MaxBytes = 3_000_000;

    // What CI lends may be a third as fast as a machine of its own. On two cores the load from the cache takes 1.9 s: the aim of one is not reached yet.
    private const int Margin = 3;

    [Fact]
    public async Task FirstLoad_SendsAtMostThreeMegabytes()
    {
        PublishedConsole.Require();
        var visitor = await ComeAsync("alice", new() { IsNew = true });
        long sent = 0;
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("Network.enable");
        session.Event("Network.loadingFinished").OnEvent += (_, finished) => Interlocked.Add(ref sent, (long)finished!.Value.GetProperty("encodedDataLength").GetDouble());
        await visitor.OpenAsync("spaces/retail/downloads");
        await visitor.Page.WaitForLoadStateAsync(LoadState.Load);

        TestContext.Current.TestOutputHelper?.WriteLine($"{sent:N0} bytes");
        Assert.InRange(sent, 500_000, MaxBytes);
    }

    // Explicit: the machine has to be quiet. CI runs it by itself.
    [Fact(Explicit = true)]
    public async Task Console_IsUsableWithinThreeSecondsAtFirst_AndWithinOneFromTheCache()
    {
        PublishedConsole.Require();
        await CompleteAsync();
        await MeasureAsync();
        var (first, warm) = await MeasureAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"first load {first.TotalMilliseconds:0} ms, from the cache {warm.TotalMilliseconds:0} ms");
        Assert.True(first < Margin * TimeSpan.FromSeconds(3), $"The first load took {first}.");
        Assert.True(warm < Margin * TimeSpan.FromSeconds(1), $"The load from the cache took {warm}.");
    }

    /// <summary>A browser that was never here, and the same again.</summary>
    private async Task<(TimeSpan First, TimeSpan Warm)> MeasureAsync()
    {
        var visitor = await ComeAsync("alice", new() { IsNew = true });
        var first = await OpenListAsync(visitor.Page);

        // The median of three: one load has been seen to wait for the browser's own chores.
        var warm = new List<TimeSpan>();
        for (var load = 0; load < 3; load++)
        {
            await visitor.Page.GotoAsync("about:blank");
            warm.Add(await OpenListAsync(visitor.Page));
        }

        return (first, warm.Order().ElementAt(1));
    }

    private static async Task<TimeSpan> OpenListAsync(IPage page)
    {
        var started = Stopwatch.GetTimestamp();
        await page.GotoAsync("/spaces/retail/downloads", new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator("tbody .actions a").First.WaitForAsync();
        return Stopwatch.GetElapsedTime(started);
    }
}
