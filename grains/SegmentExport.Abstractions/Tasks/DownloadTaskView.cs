using System.Collections.Immutable;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Abstractions.Tasks;

/// <summary>A task as one caller sees it at one time.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.DownloadTaskView")]
public sealed record DownloadTaskView
{
    /// <summary>The facts; in a list they come without shards and parts.</summary>
    [Id(0)]
    public required DownloadTaskState State { get; init; }

    /// <summary>The status at that time.</summary>
    [Id(1)]
    public required DownloadTaskStatus Status { get; init; }

    /// <summary>Why it is closed, where it is.</summary>
    [Id(2)]
    public CloseReason? CloseReason { get; init; }

    /// <summary>What the caller can do.</summary>
    [Id(3)]
    public required ImmutableArray<TaskAction> AllowedActions { get; init; }

    /// <summary>Packaging in numbers, also where the facts come without shards.</summary>
    [Id(4)]
    public required PackagingTotals Totals { get; init; }

    /// <summary>Whether the task ended so long ago that only its summary is kept: without shards and parts, and in the list only where archived tasks are asked for.</summary>
    [Id(5)]
    public bool IsArchived { get; init; }
}
