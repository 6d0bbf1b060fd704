namespace SegmentExport.Client.Contracts;

/// <summary>A download task (下载任务) as the caller sees it.</summary>
public sealed record DownloadTask
{
    /// <summary>Its id: 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its name: the segment's and the time of submission.</summary>
    public required string Name { get; init; }

    /// <summary>Its space.</summary>
    public required string SpaceId { get; init; }

    /// <summary>The segment.</summary>
    public required SegmentRef Segment { get; init; }

    /// <summary><c>in_approval</c> 审批中, <c>preparing</c> 文件准备中, <c>completed</c> 已完成, <c>closed</c> 已关闭 or <c>expired</c> 已失效.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is closed: <c>withdrawn</c>, <c>rejected</c> or <c>packaging_failed</c>; null where it is not.</summary>
    public string? CloseReason { get; init; }

    /// <summary>Who submitted it.</summary>
    public required string Submitter { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The file's columns.</summary>
    public required IReadOnlyList<TaskField> Fields { get; init; }

    /// <summary>The conditions on top of the segment.</summary>
    public required IReadOnlyList<Filter> Filters { get; init; }

    /// <summary>The file's format.</summary>
    public required string Format { get; init; }

    /// <summary>How it is written, defaults included.</summary>
    public required FileOptions Options { get; init; }

    /// <summary>What the file can be handed out in, the default first.</summary>
    public required IReadOnlyList<string> Containers { get; init; }

    /// <summary>Where in the product it was made.</summary>
    public required string Origin { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>What was decided.</summary>
    public required DecisionInfo Decision { get; init; }

    /// <summary>When the file ends: 24 hours after the approval; null before it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How far packaging is.</summary>
    public required PackagingInfo Packaging { get; init; }

    /// <summary>What the caller can do now: <c>view, withdraw, approve, reject, download</c>.</summary>
    public required IReadOnlyList<string> AllowedActions { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<HistoryItem> History { get; init; }

    /// <summary>How often it changed; its <c>ETag</c>.</summary>
    public required long Revision { get; init; }

    /// <summary>Whether it was archived, long after it ended: what is here is what is kept of it.</summary>
    public bool Archived { get; init; }

    /// <summary>The trace that all of its work hangs on; null where it was not traced.</summary>
    public string? TraceId { get; init; }
}
