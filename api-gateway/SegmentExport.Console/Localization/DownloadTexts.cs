namespace SegmentExport.WebConsole.Localization;

/// <summary>The downloads of a task's file.</summary>
internal sealed record DownloadTexts
{
    public required string Lane { get; init; }
    public required string User { get; init; }
    public required string At { get; init; }
    public required string What { get; init; }
    public required string Bytes { get; init; }
    public required string More { get; init; }
    public required Func<string, string, string> Bar { get; init; }
    public required Func<int, string> Count { get; init; }
}
