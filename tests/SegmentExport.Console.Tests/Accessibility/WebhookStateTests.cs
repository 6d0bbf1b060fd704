using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>What endpoints were told, in every state.</summary>
public sealed class WebhookStateTests(ConsoleHouse house) : PageStates(house)
{
    [Fact]
    public async Task Webhooks()
    {
        await CompleteAsync("erin", "finance", "seniors");
        await LookAsync("webhooks", "carol", "spaces/finance/webhooks", visitor => Expect(visitor.Page.Locator(".deliveries .status-dead").First).ToBeVisibleAsync());
    }

    [Fact]
    public Task WebhooksOfNobody() => LookAsync("webhooks-none", "carol", "spaces/retail/webhooks");

    [Fact]
    public Task WebhooksWithoutResult() => LookAsync("webhooks-no-result", "carol", "spaces/finance/webhooks?endpoint=nobody");

    [Fact]
    public Task WebhooksOfOthers() => LookAsync("webhooks-no-permission", "erin", "spaces/finance/webhooks");
}
