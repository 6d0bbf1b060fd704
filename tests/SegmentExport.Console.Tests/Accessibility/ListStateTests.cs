using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>The list of tasks in every state.</summary>
public sealed class ListStateTests(ConsoleHouse house) : PageStates(house)
{
    [Fact]
    public async Task List()
    {
        await CompleteAsync();
        await DecideAsync("carol", "reject", await CreateAsync("bob", "retail", "women-beauty"));
        await CreateAsync("alice", "retail", "high-value");
        await LookAsync("list", "carol", Retail);
    }

    [Fact]
    public Task ListWithoutTasks() => LookAsync("list-empty", "frank", "spaces/finance/downloads?mine=true");

    [Fact]
    public Task ListWithoutResult() => LookAsync("list-no-result", "carol", $"{Retail}?search=zzz");

    [Fact]
    public async Task ListOffline()
    {
        await CreateAsync("alice");
        await LookAsync("list-offline", "alice", Retail, async visitor =>
        {
            visitor.Expected.AddRange(["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]);
            await visitor.SetOfflineAsync(true);
            await Expect(visitor.Page.Locator(".banner-warning")).ToBeVisibleAsync();
        });
    }
}
