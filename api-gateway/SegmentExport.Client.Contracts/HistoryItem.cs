namespace SegmentExport.Client.Contracts;

/// <summary>One thing that happened to a task.</summary>
public sealed record HistoryItem
{
    /// <summary><c>submitted, planned, packed, packaging_failed, approved, rejected, withdrawn, expired</c> or <c>parts_deleted</c>.</summary>
    public required string Event { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; null: the system.</summary>
    public string? By { get; init; }

    /// <summary>Their words, or why it failed; null where there are none.</summary>
    public string? Comment { get; init; }
}
