namespace SegmentExport.WebConsole.Localization.English;

/// <summary>The downloads of a task's file.</summary>
internal static partial class EnglishTexts
{
    private static DownloadTexts Downloads() => new()
    {
        Lane = "Downloads",
        User = "Who",
        At = "When",
        What = "What",
        Bytes = "Size",
        More = "Show older downloads",
        Bar = (user, at) => $"{user}, {at}",
        Count = count => count == 1 ? "once" : $"{count:N0} times",
    };
}
