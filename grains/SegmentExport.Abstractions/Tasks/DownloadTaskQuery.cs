using SegmentExport.Domain.Tasks;

namespace SegmentExport.Abstractions.Tasks;

/// <summary>Which tasks to list.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.DownloadTaskQuery")]
public sealed record DownloadTaskQuery
{
    /// <summary>The largest page.</summary>
    public const int MaxLimit = 200;

    /// <summary>The page where nothing else is asked for.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Part of the segment's name; null: any.</summary>
    [Id(0)]
    public string? Search { get; init; }

    /// <summary>One status; null: any.</summary>
    [Id(1)]
    public DownloadTaskStatus? Status { get; init; }

    /// <summary>Whether only the caller's own tasks are asked for.</summary>
    [Id(2)]
    public bool Mine { get; init; }

    /// <summary>One submitter; null: any.</summary>
    [Id(3)]
    public string? Submitter { get; init; }

    /// <summary>Where the last page ended, as it said; null: the first page.</summary>
    [Id(4)]
    public string? Cursor { get; init; }

    /// <summary>At most so many, 1 to <see cref="MaxLimit"/>. Default <see cref="DefaultLimit"/>.</summary>
    [Id(5)]
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Whether the tasks that were archived are asked for, and no others.</summary>
    [Id(6)]
    public bool Archived { get; init; }
}
