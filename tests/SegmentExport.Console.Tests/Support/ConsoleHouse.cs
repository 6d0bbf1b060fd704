using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Tools;
using SegmentExport.TestKit.Webhooks;
using SegmentExport.WebConsole.Tests.Support;

[assembly: AssemblyFixture(typeof(ConsoleHouse))]

namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>One gateway process and one browser for all tests, each started by the first test that needs it. Tests run beside each other, so each makes its own tasks and visitors.</summary>
public sealed class ConsoleHouse : IAsyncDisposable
{
    private readonly TempDataFolder _data = new();
    private readonly WebhookReceiver _hooks = new();
    private readonly Lazy<Task<GatewayProcess>> _gateway;
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _browser;

    public ConsoleHouse()
    {
        // Of finance it is told, and refuses each message once: tried once only, each is given up first, and taken when somebody has it tried anew.
        _hooks.Start();
        _gateway = new(() => GatewayProcess.StartAsync(
            PublishedConsole.Program, _data.Path,
            [
                ("SegmentExport__Sample__Users", "3000"), ("SegmentExport__Sharding__TargetRows", "1000"), ("SegmentExport__Packaging__Slots", "1"),
                ("SegmentExport__Console__TraceUrl", "https://jaeger.example.com/trace/{traceId}"), .. _hooks.SettingsFor("finance"), ("SegmentExport__Webhooks__Attempts", "1"),
            ]));
        _browser = new(LaunchAsync);
    }

    /// <summary>What visitors come with.</summary>
    internal BrowserProfiles Profiles { get; } = new();

    /// <summary>The gateway.</summary>
    public Task<GatewayProcess> GatewayAsync() => _gateway.Value;

    /// <summary>The browser. Skips the test where it is not installed.</summary>
    public async Task<IBrowser> BrowserAsync()
    {
        Tool.Chromium.Require();
        return (await _browser.Value).Browser;
    }

    /// <summary>A user of the API.</summary>
    public async Task<ApiUser> UserAsync(string name) => await ApiUser.SignInAsync((await GatewayAsync()).Client, name);

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            var (playwright, browser) = await _browser.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }

        if (_gateway.IsValueCreated)
        {
            await (await _gateway.Value).DisposeAsync();
        }

        _hooks.Dispose();
        _data.Dispose();
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Tool.Chromium.Find(), Args = BrowserProfiles.Switches }));
    }
}
