using SegmentExport.WebConsole.Browser;

namespace SegmentExport.WebConsole.Localization;

/// <summary>The language that is chosen; at first the browser's.</summary>
internal sealed class LanguageChoice(BrowserModule browser)
{
    private const string Key = "segment-export.language";

    /// <summary>Another one was chosen.</summary>
    public event Action? Changed;

    /// <summary>Its texts.</summary>
    public Texts Texts { get; private set; } = Texts.Chinese;

    /// <summary>Reads what the page was started with.</summary>
    public async Task ReadAsync() => Texts = Texts.For(await browser.LanguageAsync());

    /// <summary>Chooses the other language.</summary>
    public async Task SwitchAsync()
    {
        Texts = ReferenceEquals(Texts, Texts.Chinese) ? Texts.English : Texts.Chinese;
        await browser.SetLanguageAsync(Texts.Language);
        await browser.WriteAsync("local", Key, Texts.Language);
        Changed?.Invoke();
    }
}
