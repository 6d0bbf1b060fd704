namespace SegmentExport.WebConsole.Localization.English;

/// <summary>Segments, and a segment's portrait.</summary>
internal static partial class EnglishTexts
{
    private static SegmentTexts Segments() => new()
    {
        Title = "Segments",
        Lead = "The space's segments and their users, to look at and to download.",
        Name = "Segment",
        Users = "Users",
        DownloadUsers = "Download user list",
        Portrait = "Portrait",
        EmptyTitle = "No segments yet",
        NoResultTitle = "No segment matches",
        Back = "Back to the segments",
        UserList = "Users",
        UserListLead = "Every field that can be masked is shown masked.",
        Columns = "Choose columns",
        ColumnCount = count => count == 1 ? "1 column" : $"{count} columns",
        DownloadList = "Download current list",
        NoUsersTitle = "The segment has no users",
        NoUsers = "Nobody matches the segment's condition at present.",
        NoMatchTitle = "No user matches the conditions",
        NoMatch = "Loosen the conditions, or clear them.",
        ClearFilters = "Clear the conditions",
        NoColumns = "Choose at least one column.",
        Total = count => count == 1 ? "1 user in all" : $"{count:N0} users in all",
        ValueMissing = "Give a value.",
    };
}
