namespace SegmentExport.Client.Contracts;

/// <summary>A task that is not packed yet.</summary>
public sealed record OperationsWaiting
{
    /// <summary>Its space.</summary>
    public required string SpaceId { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }
}
