namespace SegmentExport.Client.Contracts;

/// <summary>A field (字段) that can be exported.</summary>
public sealed record FieldInfo
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its display name.</summary>
    public required string Name { get; init; }

    /// <summary><c>identity</c>, <c>attribute</c> or <c>tag</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How it may be masked.</summary>
    public required FieldMaskingInfo Masking { get; init; }
}
