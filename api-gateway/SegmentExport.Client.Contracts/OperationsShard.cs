namespace SegmentExport.Client.Contracts;

/// <summary>A shard that is being packed.</summary>
public sealed record OperationsShard
{
    /// <summary>The space of its task.</summary>
    public required string SpaceId { get; init; }

    /// <summary>Its task.</summary>
    public required string TaskId { get; init; }

    /// <summary>Which shard, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Which attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Where.</summary>
    public required string Silo { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Those that have been read.</summary>
    public required long RowsRead { get; init; }
}
