using Orleans;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Exports;

/// <summary>A condition that a caller adds to a segment. Its value is only ever bound as a parameter.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.ExportFilter")]
public sealed record ExportFilter
{
    /// <summary>The field it is about.</summary>
    [Id(0)]
    public required FieldId Field { get; init; }

    /// <summary>The field's column.</summary>
    [Id(1)]
    public required string Column { get; init; }

    /// <summary>How it compares.</summary>
    [Id(2)]
    public required FilterOperator Operator { get; init; }

    /// <summary>What it compares with, as text that the source casts to the column's type; null for <see cref="FilterOperator.IsNull"/> and <see cref="FilterOperator.IsNotNull"/>.</summary>
    [Id(3)]
    public string? Value { get; init; }
}
