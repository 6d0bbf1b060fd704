using System.Collections.Concurrent;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>
/// Browser contexts that are lent to one visitor at a time, one after another, and keep nothing but the browser's cache in between: the console's files are read and compiled once, as in a
/// user's own browser.
/// </summary>
internal sealed class BrowserProfiles
{
    private const string TimeZone = "Asia/Shanghai";

    private readonly ConcurrentDictionary<VisitorOptions, ConcurrentBag<IBrowserContext>> _free = [];

    /// <summary>What every browser is started with.</summary>
    public static IReadOnlyList<string> Switches { get; } = ["--no-sandbox", "--disable-dev-shm-usage"];

    /// <summary>A context for a visitor.</summary>
    public async Task<IBrowserContext> TakeAsync(IBrowser browser, VisitorOptions options, Uri address) =>
        options.Folder is { } folder ? await browser.BrowserType.LaunchPersistentContextAsync(folder, new()
        {
            ExecutablePath = Tool.Chromium.Find(),
            Args = Switches,
            BaseURL = address.ToString(),
            Locale = LocaleOf(options),
            ColorScheme = SchemeOf(options),
            ViewportSize = SizeOf(options),
            TimezoneId = TimeZone,
            ReducedMotion = ReducedMotion.Reduce,
        })
        : !options.IsNew && Free(options).TryTake(out var known) ? known
        : await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            Locale = LocaleOf(options),
            ColorScheme = SchemeOf(options),
            ViewportSize = SizeOf(options),
            TimezoneId = TimeZone,
            ReducedMotion = ReducedMotion.Reduce,
            Permissions = ["clipboard-read", "clipboard-write"],
        });

    /// <summary>Takes a context back, whose pages are closed.</summary>
    public async Task ReturnAsync(IBrowserContext context, VisitorOptions options)
    {
        if (options.IsNew)
        {
            await context.DisposeAsync();
            return;
        }

        await context.SetOfflineAsync(false);
        await context.ClearCookiesAsync();
        Free(options).Add(context);
    }

    private static string LocaleOf(VisitorOptions options) => options.Language == "en" ? "en-US" : options.Language;

    private static ColorScheme SchemeOf(VisitorOptions options) => options.IsDark ? ColorScheme.Dark : ColorScheme.Light;

    private static ViewportSize SizeOf(VisitorOptions options) => new() { Width = options.Width, Height = options.Height };

    private ConcurrentBag<IBrowserContext> Free(VisitorOptions options) => _free.GetOrAdd(options, _ => []);
}
