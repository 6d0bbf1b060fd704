namespace SegmentExport.Client.Contracts;

/// <summary>A segment (群组).</summary>
public sealed record SegmentInfo
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How many users it has; only where one segment is asked for.</summary>
    public long? RowCount { get; init; }
}
