using System.Collections.Immutable;
using Orleans;
using SegmentExport.Domain.Catalog;

namespace SegmentExport.Domain.Exports;

/// <summary>Which rows and columns a task reads: all that a source must know, frozen at submission so that a changed catalog changes no running task.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.ExportQuery")]
public sealed record ExportQuery
{
    /// <summary>The source's id in the catalog.</summary>
    [Id(0)]
    public required string Source { get; init; }

    /// <summary>The profile table.</summary>
    [Id(1)]
    public required ProfileTable Profile { get; init; }

    /// <summary>The segment's rows.</summary>
    [Id(2)]
    public required SegmentDefinition Segment { get; init; }

    /// <summary>Conditions on top, all of which must hold.</summary>
    [Id(3)]
    public ImmutableArray<ExportFilter> Filters { get; init; } = [];

    /// <summary>The columns, in the file's order; at least one.</summary>
    [Id(4)]
    public required ImmutableArray<ExportColumn> Columns { get; init; }
}
