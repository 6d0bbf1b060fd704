namespace SegmentExport.Client.Contracts;

/// <summary>What withdraw, approve and reject take.</summary>
public sealed record DecisionBody
{
    /// <summary>A comment, at most 1,000 characters; may be left out.</summary>
    public string? Comment { get; init; }
}
