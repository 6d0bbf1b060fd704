namespace SegmentExport.WebConsole.Localization;

/// <summary>A task's details.</summary>
internal sealed record DetailTexts
{
    public required string Overview { get; init; }
    public required string Origin { get; init; }
    public required string Format { get; init; }
    public required string Decision { get; init; }
    public required string DecisionPending { get; init; }
    public required string Countdown { get; init; }
    public required string TaskId { get; init; }
    public required string Trace { get; init; }
    public required string OpenTrace { get; init; }
    public required string CopyTrace { get; init; }
    public required string Fields { get; init; }
    public required string Field { get; init; }
    public required string Kind { get; init; }
    public required string Masking { get; init; }
    public required string Unmasked { get; init; }
    public required string Filters { get; init; }
    public required string Packaging { get; init; }
    public required string Waiting { get; init; }
    public required string Running { get; init; }
    public required string Packed { get; init; }
    public required string Failed { get; init; }
    public required string Cancelled { get; init; }
    public required Func<int, int, string> Shards { get; init; }
    public required Func<long, string, string> RowsAndSize { get; init; }
    public required string History { get; init; }
    public required string Submitted { get; init; }
    public required string Planned { get; init; }
    public required string PackagingFailed { get; init; }
    public required string Approved { get; init; }
    public required string Rejected { get; init; }
    public required string Withdrawn { get; init; }
    public required string Expired { get; init; }
    public required string PartsDeleted { get; init; }
    public required string Run { get; init; }
    public required string RunPacking { get; init; }
    public required string RunLifecycle { get; init; }
    public required string Queued { get; init; }
    public required string Approval { get; init; }
    public required string Ready { get; init; }
    public required string Silo { get; init; }
    public required string ShardCount { get; init; }
    public required string Busy { get; init; }
    public required string NoShards { get; init; }
    public required Func<int, string, string, string> ShardBar { get; init; }
    public required string ApprovalTitle { get; init; }
    public required string ApprovalLead { get; init; }
    public required string Sample { get; init; }
    public required string SampleEmpty { get; init; }
    public required string SampleLoad { get; init; }
    public required string DownloadTitle { get; init; }
    public required Func<string, string> DownloadAs { get; init; }
    public required string Curl { get; init; }
    public required string CurlHint { get; init; }
    public required string CopyCurl { get; init; }
    public required string NullValue { get; init; }
    public required Func<string, string> ContainerName { get; init; }

    /// <summary>How far packaging is.</summary>
    public string PackagingState(string state) => state switch
    {
        "waiting" => Waiting,
        "running" => Running,
        "packed" => Packed,
        "failed" => Failed,
        "cancelled" => Cancelled,
        _ => state,
    };

    /// <summary>Something that happened.</summary>
    public string Event(string happened) => happened switch
    {
        "submitted" => Submitted,
        "planned" => Planned,
        "packed" => Packed,
        "packaging_failed" => PackagingFailed,
        "approved" => Approved,
        "rejected" => Rejected,
        "withdrawn" => Withdrawn,
        "expired" => Expired,
        "parts_deleted" => PartsDeleted,
        _ => happened,
    };
}
