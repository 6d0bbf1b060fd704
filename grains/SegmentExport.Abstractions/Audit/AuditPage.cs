using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Audit;

/// <summary>A page of the audit.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.AuditPage")]
public sealed record AuditPage
{
    /// <summary>The rows, newest first.</summary>
    [Id(0)]
    public required ImmutableArray<AuditRecord> Items { get; init; }

    /// <summary>Where the next page begins; null after the last.</summary>
    [Id(1)]
    public string? NextCursor { get; init; }
}
