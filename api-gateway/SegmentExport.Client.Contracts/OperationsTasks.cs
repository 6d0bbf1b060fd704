namespace SegmentExport.Client.Contracts;

/// <summary>The tasks of one status, of all spaces.</summary>
public sealed record OperationsTasks
{
    /// <summary>The status.</summary>
    public required string Status { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>When the oldest was submitted; null where there is none.</summary>
    public DateTimeOffset? OldestSubmittedAt { get; init; }
}
