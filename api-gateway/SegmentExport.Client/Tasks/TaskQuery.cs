namespace SegmentExport.Client.Tasks;

/// <summary>Which tasks to list.</summary>
public sealed record TaskQuery
{
    /// <summary>Part of the segment's name; null: all.</summary>
    public string? Search { get; init; }

    /// <summary><c>in_approval, preparing, completed, expired</c> or <c>closed</c>; null: all.</summary>
    public string? Status { get; init; }

    /// <summary>Only the caller's own; null: all that they may see.</summary>
    public bool? Mine { get; init; }

    /// <summary>Only those of a user; null: all.</summary>
    public string? Submitter { get; init; }

    /// <summary>Those that were archived, long after they ended, and no others; null: those that were not.</summary>
    public bool? Archived { get; init; }

    /// <summary>How many a page has; null: as the API likes.</summary>
    public int? PageSize { get; init; }
}
