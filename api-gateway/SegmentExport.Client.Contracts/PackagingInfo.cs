namespace SegmentExport.Client.Contracts;

/// <summary>How far the packaging of a task is.</summary>
public sealed record PackagingInfo
{
    /// <summary><c>waiting</c>, <c>running</c>, <c>packed</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string State { get; init; }

    /// <summary>Rows packed.</summary>
    public required long RowsDone { get; init; }

    /// <summary>Rows of the segment, exact; null before they were counted.</summary>
    public long? RowsTotal { get; init; }

    /// <summary>About how many rows the source reckoned with when the task was submitted, to show until they are counted; null where it had no idea.</summary>
    public long? RowsEstimated { get; init; }

    /// <summary>Bytes stored.</summary>
    public required long Bytes { get; init; }

    /// <summary>Shards packed.</summary>
    public required int ShardsDone { get; init; }

    /// <summary>Shards planned; null before.</summary>
    public int? ShardsTotal { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public FailureInfo? Failure { get; init; }
}
