using System.Collections.Concurrent;

namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>
/// Browser contexts that are lent to one visitor at a time, one after another, and keep nothing but the browser's cache in between: the console's files are read and compiled once, as in a
/// user's own browser.
/// </summary>
internal sealed class BrowserProfiles
{
    private readonly ConcurrentDictionary<VisitorOptions, ConcurrentBag<IBrowserContext>> _free = [];

    /// <summary>A context for a visitor.</summary>
    public async Task<IBrowserContext> TakeAsync(IBrowser browser, VisitorOptions options, Uri address) =>
        !options.IsNew && Free(options).TryTake(out var known) ? known : await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            Locale = options.Language == "en" ? "en-US" : options.Language,
            ColorScheme = options.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = options.Width, Height = options.Height },
            TimezoneId = "Asia/Shanghai",
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

    private ConcurrentBag<IBrowserContext> Free(VisitorOptions options) => _free.GetOrAdd(options, _ => []);
}
