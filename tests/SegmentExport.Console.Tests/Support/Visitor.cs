using System.Collections.Concurrent;
using System.Text.Json;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.Localization.Chinese;
using SegmentExport.WebConsole.Localization.English;

namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>Somebody with a browser of their own, who remembers everything that went wrong in it.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    // How long a step may take where several test programs share the processors; how fast the console is, is measured elsewhere.
    private const float Patience = 90_000;

    private readonly BrowserProfiles _profiles;
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();

    private Visitor(BrowserProfiles profiles, IBrowserContext context, IPage page, Uri address, VisitorOptions options) =>
        (_profiles, _context, Page, Address, Options) = (profiles, context, page, address, options);

    public IPage Page { get; }

    public Uri Address { get; }

    public VisitorOptions Options { get; }

    /// <summary>The console's texts in the visitor's language.</summary>
    public Texts Texts => Options.Language == "en" ? EnglishTexts.Create() : ChineseTexts.Create();

    /// <summary>What the page's script, its policy, or the program itself complained of.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>What belongs to the test and is no fault.</summary>
    public List<string> Expected { get; } = ["net::ERR_ABORTED"];

    public static async Task<Visitor> ComeAsync(ConsoleHouse house, string? user, VisitorOptions options)
    {
        var browser = await house.BrowserAsync();
        var address = options.Address ?? (await house.GatewayAsync()).Address;
        var context = await house.Profiles.TakeAsync(browser, options, address);
        context.SetDefaultTimeout(Patience);
        SetDefaultExpectTimeout(Patience);
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Begin(address, "if (!sessionStorage.getItem('came')) { localStorage.clear(); sessionStorage.setItem('came', 'yes'); }"));
        if (user is not null)
        {
            using var client = new HttpClient { BaseAddress = address };
            await page.AddInitScriptAsync(Begin(address, $"sessionStorage.getItem('signed-out') ?? sessionStorage.setItem('segment-export.token', {JsonSerializer.Serialize(await Tokens.OfAsync(client, user))});"));
        }

        var visitor = new Visitor(house.Profiles, context, page, address, options);
        visitor.Listen();
        return visitor;
    }

    /// <summary>Opens an address of the console and waits until its page is there.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync($"/{path}");
        await Expect(Page.Locator("h1").First).ToBeVisibleAsync();
    }

    /// <summary>A button by its name.</summary>
    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The row of a task in the list.</summary>
    public ILocator Row(string task) => Page.Locator("tr", new() { Has = Page.Locator($"a[href$='/downloads/{task}']") });

    /// <summary>Whether the browser has a network.</summary>
    public Task SetOfflineAsync(bool isOffline) => _context.SetOfflineAsync(isOffline);

    /// <summary>Whatever went wrong that the test did not expect.</summary>
    public IEnumerable<string> UnexpectedFaults => _faults.Where(fault => !Expected.Any(expected => fault.Contains(expected, StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        await _profiles.ReturnAsync(_context, Options);
    }

    /// <summary>What runs before a page of the console does.</summary>
    private static string Begin(Uri address, string script) => $"if (location.origin === {JsonSerializer.Serialize(address.GetLeftPart(UriPartial.Authority))}) {{ {script} }}";

    private void Listen()
    {
        Page.PageError += (_, error) => _faults.Enqueue($"page error: {error}");
        Page.RequestFailed += (_, request) => _faults.Enqueue($"{request.Failure}: {request.Method} {request.Url}");
        Page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _faults.Enqueue($"{response.Status}: {response.Request.Method} {response.Url}");
            }
        };
        Page.Crash += (_, _) => _faults.Enqueue("the page crashed");
        Page.Console += (_, message) =>
        {
            // What failed to load is told better below.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) || message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _faults.Enqueue($"console {message.Type}: {message.Text}");
            }
        };
    }
}
