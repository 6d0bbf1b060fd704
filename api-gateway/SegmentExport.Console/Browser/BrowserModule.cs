using System.Runtime.InteropServices.JavaScript;

#pragma warning disable CA1416 // Only browsers have it, and the console runs nowhere else.

namespace SegmentExport.WebConsole.Browser;

/// <summary>
/// What only the browser can do: <c>js/browser.js</c>. Imported by the runtime's own interop, which carries no JSON: that of Blazor, by the time it has said its first word, has the page wait
/// longer than for the answer of the API.
/// </summary>
internal static partial class BrowserModule
{
    private const string Name = "browser";

    /// <summary>Has the module there; before anything else of it is used.</summary>
    public static Task ImportAsync() => JSHost.ImportAsync(Name, "../js/browser.js");

    /// <summary>What was stored under a key; null: nothing.</summary>
    /// <param name="area"><c>local</c> or <c>session</c>.</param>
    /// <param name="key">The key.</param>
    [JSImport("read", Name)]
    public static partial string? Read(string area, string key);

    /// <summary>Stores a value; null removes it.</summary>
    [JSImport("write", Name)]
    public static partial void Write(string area, string key, string? value);

    /// <summary>The page's language, as a BCP 47 tag.</summary>
    [JSImport("language", Name)]
    public static partial string Language();

    /// <summary>Sets the page's language.</summary>
    [JSImport("setLanguage", Name)]
    public static partial void SetLanguage(string code);

    /// <summary><c>light</c> or <c>dark</c>.</summary>
    [JSImport("theme", Name)]
    public static partial string Theme();

    /// <summary>Sets the theme.</summary>
    [JSImport("setTheme", Name)]
    public static partial void SetTheme(string name);

    /// <summary>Sets the document's title.</summary>
    [JSImport("setTitle", Name)]
    public static partial void SetTitle(string title);

    /// <summary>Copies text to the clipboard.</summary>
    /// <returns>Whether the browser allowed it.</returns>
    [JSImport("copy", Name)]
    [return: JSMarshalAs<JSType.Promise<JSType.Boolean>>]
    public static partial Task<bool> CopyAsync(string text);

    /// <summary>Has the browser download what is at a URL.</summary>
    [JSImport("download", Name)]
    public static partial void Download(string url);

    /// <summary>Moves the focus to the first element that the selector finds.</summary>
    [JSImport("focus", Name)]
    public static partial void Focus(string selector);

    /// <summary>What the history entry carries, also after a reload (<c>NavigationManager.HistoryEntryState</c> is lost then); null: nothing.</summary>
    [JSImport("historyState", Name)]
    public static partial string? HistoryState();

    /// <summary>Whether the browser believes that it has a network.</summary>
    [JSImport("isOnline", Name)]
    public static partial bool IsOnline();

    /// <summary>Has the browser tell when that changes.</summary>
    [JSImport("watchOnline", Name)]
    public static partial void WatchOnline([JSMarshalAs<JSType.Function<JSType.Boolean>>] Action<bool> watcher);

    /// <summary>Whether something was asked of the API before the program was there, and is not taken yet.</summary>
    /// <param name="path">The path and query, relative to the base.</param>
    /// <param name="token">The caller's token; null: the call needs none.</param>
    [JSImport("hasEarly", Name)]
    public static partial bool HasEarly(string path, string? token);

    /// <summary>Takes it.</summary>
    /// <returns>The answer's body; null: it was asked for a while ago, or in vain.</returns>
    [JSImport("takeEarly", Name)]
    [return: JSMarshalAs<JSType.Promise<JSType.String>>]
    public static partial Task<string?> TakeEarlyAsync(string path);

    /// <summary>How long ago, in milliseconds, the server made the answer that was taken last.</summary>
    [JSImport("earlyAge", Name)]
    public static partial double EarlyAge();

    /// <summary>Waits until what was rendered is on the screen.</summary>
    [JSImport("painted", Name)]
    public static partial Task PaintedAsync();

    /// <summary>Waits until the browser has nothing to do, a second at most.</summary>
    [JSImport("idle", Name)]
    public static partial Task IdleAsync();

    /// <summary>Loads a script that is no module.</summary>
    [JSImport("loadScript", Name)]
    public static partial Task LoadScriptAsync(string url);
}
