namespace SegmentExport.WebConsole.Localization;

/// <summary>The zip with a password.</summary>
internal sealed record ProtectedZipTexts
{
    public required string Title { get; init; }
    public required string Lead { get; init; }
    public required string Create { get; init; }
    public required string Replace { get; init; }
    public required string Copy { get; init; }
    public required string ShownOnce { get; init; }
    public required string WasShown { get; init; }
    public required string Download { get; init; }
    public required string Preparing { get; init; }
}
