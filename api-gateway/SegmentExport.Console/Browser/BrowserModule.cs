using Microsoft.JSInterop;

namespace SegmentExport.WebConsole.Browser;

/// <summary>What only the browser can do: <c>js/browser.js</c>.</summary>
internal sealed class BrowserModule(IJSRuntime js)
{
    private readonly Lazy<Task<IJSObjectReference>> _module = new(() => js.InvokeAsync<IJSObjectReference>("import", "./js/browser.js").AsTask());

    /// <summary>What was stored under a key; null: nothing.</summary>
    /// <param name="area"><c>local</c> or <c>session</c>.</param>
    /// <param name="key">The key.</param>
    public async Task<string?> ReadAsync(string area, string key) => await (await _module.Value).InvokeAsync<string?>("read", area, key);

    /// <summary>Stores a value; null removes it.</summary>
    public Task WriteAsync(string area, string key, string? value) => CallAsync("write", area, key, value);

    /// <summary>The page's language, as a BCP 47 tag.</summary>
    public async Task<string> LanguageAsync() => await (await _module.Value).InvokeAsync<string>("language");

    /// <summary>Sets the page's language.</summary>
    public Task SetLanguageAsync(string code) => CallAsync("setLanguage", code);

    /// <summary><c>light</c> or <c>dark</c>.</summary>
    public async Task<string> ThemeAsync() => await (await _module.Value).InvokeAsync<string>("theme");

    /// <summary>Sets the theme.</summary>
    public Task SetThemeAsync(string name) => CallAsync("setTheme", name);

    /// <summary>Copies text to the clipboard.</summary>
    /// <returns>Whether the browser allowed it.</returns>
    public async Task<bool> CopyAsync(string text) => await (await _module.Value).InvokeAsync<bool>("copy", text);

    /// <summary>Has the browser download what is at a URL.</summary>
    public Task DownloadAsync(string url) => CallAsync("download", url);

    /// <summary>Moves the focus to the first element that the selector finds.</summary>
    public Task FocusAsync(string selector) => CallAsync("focus", selector);

    /// <summary>What the history entry carries, also after a reload (<c>NavigationManager.HistoryEntryState</c> is lost then); null: nothing.</summary>
    public async Task<string?> HistoryStateAsync() => await (await _module.Value).InvokeAsync<string?>("historyState");

    /// <summary>Whether the browser believes that it has a network.</summary>
    public async Task<bool> IsOnlineAsync() => await (await _module.Value).InvokeAsync<bool>("isOnline");

    /// <summary>Has the browser tell when that changes.</summary>
    public async Task WatchOnlineAsync<T>(DotNetObjectReference<T> watcher)
        where T : class => await (await _module.Value).InvokeVoidAsync("watchOnline", watcher);

    /// <summary>Loads a script that is no module.</summary>
    public Task LoadScriptAsync(string url) => CallAsync("loadScript", url);

    private async Task CallAsync(string function, params object?[] arguments) => await (await _module.Value).InvokeVoidAsync(function, arguments);
}
