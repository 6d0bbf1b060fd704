namespace SegmentExport.Client.Contracts;

/// <summary>A page of a segment's users (群组画像的用户列表).</summary>
public sealed record UserQuery
{
    /// <summary>The ids of the fields to show, in order; left out: all of the space's.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Conditions on top of the segment, all of which must hold; may be left out. A download task takes the same ones.</summary>
    public IReadOnlyList<Filter>? Filters { get; init; }

    /// <summary>At most so many users, 1 to 200; default 50.</summary>
    public int? Limit { get; init; }

    /// <summary><c>nextCursor</c> of the page before, with the same segment and filters; left out: the first page.</summary>
    public string? Cursor { get; init; }
}
