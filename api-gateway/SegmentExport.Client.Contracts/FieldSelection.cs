using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Client.Contracts;

/// <summary>A field to export.</summary>
public sealed record FieldSelection
{
    /// <summary>The field's id.</summary>
    [Required]
    public string? Id { get; init; }

    /// <summary>The masking rule, one that the field allows; null: unmasked.</summary>
    public string? Masking { get; init; }
}
