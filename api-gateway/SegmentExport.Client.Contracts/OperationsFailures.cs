namespace SegmentExport.Client.Contracts;

/// <summary>Tasks whose packaging failed for good with one code.</summary>
public sealed record OperationsFailures
{
    /// <summary>The stable code.</summary>
    public required string Code { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>When the last one did.</summary>
    public required DateTimeOffset LastAt { get; init; }
}
