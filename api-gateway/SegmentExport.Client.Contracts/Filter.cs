using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Client.Contracts;

/// <summary>A condition on a field.</summary>
public sealed record Filter
{
    /// <summary>The field's id.</summary>
    [Required]
    public string? Field { get; init; }

    /// <summary><c>eq, ne, lt, le, gt, ge, contains, is_null</c> or <c>is_not_null</c>.</summary>
    [Required]
    public string? Operator { get; init; }

    /// <summary>What it compares with, as text (<c>"42"</c>, <c>"2026-11-24"</c>, <c>"true"</c>); null for <c>is_null</c> and <c>is_not_null</c>.</summary>
    public string? Value { get; init; }
}
