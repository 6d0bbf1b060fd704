using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Audit;

/// <summary>Which rows of a space's audit are wanted.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.AuditQuery")]
public sealed record AuditQuery
{
    /// <summary>The most rows of a page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Rows of a page where nothing is said.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Only what concerns this task; null: all.</summary>
    [Id(0)]
    public TaskId? Task { get; init; }

    /// <summary>Only these actions; empty: all.</summary>
    [Id(3)]
    public ImmutableArray<string> Actions { get; init; } = [];

    /// <summary>Only what was done or handed out, without refusals.</summary>
    [Id(4)]
    public bool DoneOnly { get; init; }

    /// <summary><see cref="AuditPage.NextCursor"/> of the page before; null: the first page.</summary>
    [Id(1)]
    public string? Cursor { get; init; }

    /// <summary>At most so many, 1 to <see cref="MaxLimit"/>. Default <see cref="DefaultLimit"/>.</summary>
    [Id(2)]
    public int Limit { get; init; } = DefaultLimit;
}
