using System.Collections.Immutable;
using Orleans;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks.Rules;

namespace SegmentExport.Domain.Tasks;

/// <summary>
/// A download task (下载任务) as facts. This is the one record that its grain stores, as JSON that golden files pin; the task's status is derived from it and the
/// time (<see cref="DownloadTaskStatus"/>), so no two facts can disagree.
/// </summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.DownloadTaskState")]
public sealed record DownloadTaskState
{
    /// <summary>How long a file can be downloaded, from the approval.</summary>
    public static readonly TimeSpan DownloadPeriod = TimeSpan.FromHours(24);

    /// <summary>The version of this record's shape. 1.</summary>
    [Id(0)]
    public int Schema { get; init; } = 1;

    /// <summary>The task.</summary>
    [Id(1)]
    public required TaskKey Key { get; init; }

    /// <summary>How often what answers show has changed; the first is 1. The task's <c>ETag</c>.</summary>
    [Id(2)]
    public required long Revision { get; init; }

    /// <summary>What was asked for.</summary>
    [Id(3)]
    public required Submission Submission { get; init; }

    /// <summary>What was decided.</summary>
    [Id(4)]
    public Decision Decision { get; init; } = Decision.Pending;

    /// <summary>How far packaging is.</summary>
    [Id(5)]
    public PackagingProgress Packaging { get; init; } = new();

    /// <summary>Approval plus <see cref="DownloadPeriod"/>; null before it.</summary>
    [Id(6)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the parts of a closed or expired task were deleted; null: not yet.</summary>
    [Id(7)]
    public DateTimeOffset? PartsDeletedAt { get; init; }

    /// <summary>What happened, oldest first.</summary>
    [Id(8)]
    public ImmutableArray<HistoryEntry> History { get; init; } = [];

    /// <summary>The W3C trace context of the submission (<c>traceparent</c>): shards, approval and download hang on it. Null where nothing traced.</summary>
    [Id(9)]
    public string? TraceParent { get; init; }

    /// <summary>When the end of the 24 hours was recorded, at <see cref="ExpiresAt"/> or later; null: not yet. From then on the task is expired whatever a clock says.</summary>
    [Id(10)]
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>The digests of the file in its containers; empty until they were computed, some time after completion.</summary>
    [Id(11)]
    public ImmutableArray<ContainerDigest> Digests { get; init; } = [];

    /// <summary>How much of the file was downloaded, in billionths of a download; null: nothing, or nobody counts (<see cref="Limits.DownloadsTaken"/>).</summary>
    [Id(12)]
    public long? DownloadsTaken { get; init; }

    /// <summary>The protected zips of users, the newest last; null: there are none.</summary>
    [Id(13)]
    public ImmutableArray<ZipProtection>? Protections { get; init; }

    /// <summary>
    /// Whether the cluster has to go on with the task: packaging is not over, or the task has ended and its parts are not deleted. Derived, and written into the
    /// stored JSON so that the scheduler finds such tasks by the database's list.
    /// </summary>
    public bool NeedsWork => this.IsPackaging() || (this.HasEnded() && PartsDeletedAt is null);
}
