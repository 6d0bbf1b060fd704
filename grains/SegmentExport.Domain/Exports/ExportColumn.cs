using Orleans;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Masking;

namespace SegmentExport.Domain.Exports;

/// <summary>One column of a file, frozen as the catalog had it when the task was submitted.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.ExportColumn")]
public sealed record ExportColumn
{
    /// <summary>The field.</summary>
    [Id(0)]
    public required FieldId Field { get; init; }

    /// <summary>The field's display name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The field's kind.</summary>
    [Id(2)]
    public required FieldKind Kind { get; init; }

    /// <summary>The column of the profile table.</summary>
    [Id(3)]
    public required string Column { get; init; }

    /// <summary>How it is masked; null: as it is.</summary>
    [Id(4)]
    public MaskingRule? Masking { get; init; }
}
