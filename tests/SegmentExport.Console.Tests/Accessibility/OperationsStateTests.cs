using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>What operators see, and others do not.</summary>
public sealed class OperationsStateTests(ConsoleHouse house) : PageStates(house)
{
    [Fact]
    public async Task Operations()
    {
        await CompleteAsync();
        await LookAsync("operations", "olga", "operations", visitor => Expect(visitor.Page.Locator(".figures")).ToBeVisibleAsync());
    }

    [Fact]
    public Task OperationsOfOthers() => LookAsync("operations-no-permission", "carol", "operations");
}
