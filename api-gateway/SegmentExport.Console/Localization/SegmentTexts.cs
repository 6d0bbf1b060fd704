namespace SegmentExport.WebConsole.Localization;

/// <summary>Segments, and a segment's portrait.</summary>
internal sealed record SegmentTexts
{
    public required string Title { get; init; }
    public required string Lead { get; init; }
    public required string Name { get; init; }
    public required string Users { get; init; }
    public required string DownloadUsers { get; init; }
    public required string Portrait { get; init; }
    public required string EmptyTitle { get; init; }
    public required string NoResultTitle { get; init; }
    public required string Back { get; init; }
    public required string UserList { get; init; }
    public required string UserListLead { get; init; }
    public required string Columns { get; init; }
    public required Func<int, string> ColumnCount { get; init; }
    public required string DownloadList { get; init; }
    public required string NoUsersTitle { get; init; }
    public required string NoUsers { get; init; }
    public required string NoMatchTitle { get; init; }
    public required string NoMatch { get; init; }
    public required string ClearFilters { get; init; }
    public required string NoColumns { get; init; }
    public required Func<long, string> Total { get; init; }
    public required string ValueMissing { get; init; }
}
