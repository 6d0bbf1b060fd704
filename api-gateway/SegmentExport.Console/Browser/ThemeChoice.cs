namespace SegmentExport.WebConsole.Browser;

/// <summary>Light or dark; at first as the browser has it.</summary>
internal sealed class ThemeChoice(BrowserModule browser)
{
    private const string Key = "segment-export.theme";

    /// <summary>Whether it is dark.</summary>
    public bool IsDark { get; private set; }

    /// <summary>Reads what the page was started with.</summary>
    public async Task ReadAsync() => IsDark = await browser.ThemeAsync() == "dark";

    /// <summary>Chooses the other one.</summary>
    public async Task SwitchAsync()
    {
        IsDark = !IsDark;
        var name = IsDark ? "dark" : "light";
        await browser.SetThemeAsync(name);
        await browser.WriteAsync("local", Key, name);
    }
}
