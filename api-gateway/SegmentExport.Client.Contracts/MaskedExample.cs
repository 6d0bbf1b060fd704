namespace SegmentExport.Client.Contracts;

/// <summary>A made-up value, and what a rule makes of it.</summary>
/// <param name="Value">The made-up value.</param>
/// <param name="Masked">What a file would have in its place; null: no value.</param>
public sealed record MaskedExample(string Value, string? Masked);
