namespace SegmentExport.WebConsole.Browser;

/// <summary>Light or dark; at first as the browser has it.</summary>
internal sealed class ThemeChoice
{
    private const string Key = "segment-export.theme";

    /// <summary>Whether it is dark.</summary>
    public bool IsDark { get; private set; }

    /// <summary>Reads what the page was started with.</summary>
    public void Read() => IsDark = BrowserModule.Theme() == "dark";

    /// <summary>Chooses the other one.</summary>
    public void Switch()
    {
        IsDark = !IsDark;
        var name = IsDark ? "dark" : "light";
        BrowserModule.SetTheme(name);
        BrowserModule.Write("local", Key, name);
    }
}
