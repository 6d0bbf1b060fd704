namespace SegmentExport.Client.Contracts;

/// <summary>How a field may be masked (脱敏).</summary>
public sealed record FieldMaskingInfo
{
    /// <summary>The rules to choose from; empty where it cannot be masked.</summary>
    public required IReadOnlyList<string> Allowed { get; init; }

    /// <summary>The same rules with the parameters that the catalog gives them for this field, and an example of each.</summary>
    public IReadOnlyList<MaskingRuleInfo> Rules { get; init; } = [];

    /// <summary>Whether one of them must be chosen.</summary>
    public required bool Required { get; init; }
}
