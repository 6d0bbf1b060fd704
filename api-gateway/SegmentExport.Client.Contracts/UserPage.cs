using System.Text.Json;

namespace SegmentExport.Client.Contracts;

/// <summary>One page of a segment's users.</summary>
public sealed record UserPage
{
    /// <summary>The columns, each with the mask that it is shown with.</summary>
    public required IReadOnlyList<TaskField> Columns { get; init; }

    /// <summary>The users: each an object with the columns' ids as names, values as JSON's own types; a masked value is text.</summary>
    public required IReadOnlyList<JsonElement> Items { get; init; }

    /// <summary>To be sent as <c>cursor</c> for the next page; null after the last.</summary>
    public string? NextCursor { get; init; }

    /// <summary>How many users there are in all; only on the first page, and null where the source takes too long to say.</summary>
    public long? RowsTotal { get; init; }
}
