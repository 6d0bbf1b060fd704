namespace SegmentExport.Client.Contracts;

/// <summary>A masking rule as the catalog allows it for a field.</summary>
public sealed record MaskingRuleInfo
{
    /// <summary>Its name, one of the field's <c>allowed</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>keep</c> only: how many characters stay in front.</summary>
    public int? First { get; init; }

    /// <summary><c>keep</c> only: how many characters stay at the end.</summary>
    public int? Last { get; init; }

    /// <summary><c>bucket</c> only: the bounds between the ranges, rising.</summary>
    public IReadOnlyList<decimal>? Bounds { get; init; }

    /// <summary>What it does to a made-up value. That of <c>hash</c> is made with a made-up key.</summary>
    public required MaskedExample Example { get; init; }
}
