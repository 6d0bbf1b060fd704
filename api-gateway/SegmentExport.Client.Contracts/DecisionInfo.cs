namespace SegmentExport.Client.Contracts;

/// <summary>What was decided on a task.</summary>
public sealed record DecisionInfo
{
    /// <summary><c>pending</c>, <c>approved</c>, <c>rejected</c> or <c>withdrawn</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>By whom; null while pending.</summary>
    public string? By { get; init; }

    /// <summary>When; null while pending.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>With which words; null where there are none.</summary>
    public string? Comment { get; init; }
}
