using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Tasks;

/// <summary>Which tasks a list shows.</summary>
/// <param name="Search">Part of the segment's name; null: any.</param>
/// <param name="Status">A status of the API; null: every one.</param>
/// <param name="Mine">Whether only the caller's own.</param>
public sealed record TaskQuery(string? Search, string? Status, bool Mine)
{
    /// <summary>Tasks on a page.</summary>
    public const int PageSize = 20;

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => Search is not null || Status is not null || Mine;

    /// <summary>Whether a task is one of them, as far as can be told here.</summary>
    /// <param name="task">The task.</param>
    /// <param name="user">Who asks.</param>
    public bool Matches(DownloadTask task, string user) =>
        (Search is null || task.Segment.Name.Contains(Search, StringComparison.OrdinalIgnoreCase)) && (Status is null || task.Status == Status) && (!Mine || task.Submitter == user);

    /// <summary>As the query of an address.</summary>
    /// <param name="cursor">Where the page begins; null: at the newest.</param>
    public string ToApi(string? cursor)
    {
        var query = $"?limit={PageSize}";
        query += Search is null ? "" : $"&search={Uri.EscapeDataString(Search)}";
        query += Status is null ? "" : $"&status={Status}";
        query += Mine ? "&mine=true" : "";
        return query + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
    }
}
