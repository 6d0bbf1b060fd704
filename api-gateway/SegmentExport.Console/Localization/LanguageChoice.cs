using SegmentExport.WebConsole.Browser;

namespace SegmentExport.WebConsole.Localization;

/// <summary>The language that is chosen; at first the browser's.</summary>
internal sealed class LanguageChoice
{
    private const string Key = "segment-export.language";

    /// <summary>Another one was chosen.</summary>
    public event Action? Changed;

    /// <summary>Its texts.</summary>
    public Texts Texts { get => field ?? Texts.Chinese; private set; }

    /// <summary>Reads what the page was started with.</summary>
    public void Read() => Texts = Texts.For(BrowserModule.Language());

    /// <summary>Chooses the other language.</summary>
    public void Switch()
    {
        Texts = ReferenceEquals(Texts, Texts.Chinese) ? Texts.English : Texts.Chinese;
        BrowserModule.SetLanguage(Texts.Language);
        BrowserModule.Write("local", Key, Texts.Language);
        Changed?.Invoke();
    }
}
