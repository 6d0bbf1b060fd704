using System.Collections.Immutable;
using Orleans;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Tasks;

/// <summary>What a caller asks to export, in the caller's own words: nothing in it has been checked against the catalog.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.SubmitRequest")]
public sealed record SubmitRequest
{
    /// <summary>The segment's id.</summary>
    [Id(0)]
    public required string SegmentId { get; init; }

    /// <summary>Why.</summary>
    [Id(1)]
    public string? Reason { get; init; }

    /// <summary>The fields, in the file's order.</summary>
    [Id(2)]
    public ImmutableArray<FieldChoice> Fields { get; init; } = [];

    /// <summary>Conditions on top of the segment.</summary>
    [Id(3)]
    public ImmutableArray<FilterChoice> Filters { get; init; } = [];

    /// <summary>The file's format; null: CSV.</summary>
    [Id(4)]
    public string? Format { get; init; }

    /// <summary>How it is written; null: the defaults.</summary>
    [Id(5)]
    public FormatOptions? Options { get; init; }

    /// <summary>Where in the product it was made; null: the export page.</summary>
    [Id(6)]
    public string? Origin { get; init; }

    /// <summary>The command's id.</summary>
    [Id(7)]
    public required OperationId Operation { get; init; }
}
