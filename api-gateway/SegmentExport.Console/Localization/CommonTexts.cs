namespace SegmentExport.WebConsole.Localization;

/// <summary>Words used everywhere.</summary>
internal sealed record CommonTexts
{
    public required string Product { get; init; }
    public required string Cancel { get; init; }
    public required string Close { get; init; }
    public required string NextPage { get; init; }
    public required string PreviousPage { get; init; }
    public required string ClearSearch { get; init; }
    public required string Retry { get; init; }
    public required string Loading { get; init; }
    public required string Copied { get; init; }
    public required string CopyFailed { get; init; }
    public required string None { get; init; }
    public required string Required { get; init; }
    public required string Optional { get; init; }
    public required string System { get; init; }
    public required string Actions { get; init; }
    public required string Yes { get; init; }
    public required string No { get; init; }
    public required Func<long, string> Rows { get; init; }
    public required Func<long, string> RowsAbout { get; init; }
    public required Func<TimeSpan, string> Duration { get; init; }
    public required Func<TimeSpan, string> Countdown { get; init; }
    public required Func<int, string> Page { get; init; }
}
