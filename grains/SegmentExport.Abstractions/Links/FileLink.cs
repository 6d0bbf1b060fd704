namespace SegmentExport.Abstractions.Links;

/// <summary>A link to a file.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.FileLink")]
public sealed record FileLink
{
    /// <summary>What proves it; safe in a URL. Whoever has it has the file, until it ends.</summary>
    [Id(0)]
    public required string Token { get; init; }

    /// <summary>When it ends: at the task's own end at the latest.</summary>
    [Id(1)]
    public required DateTimeOffset ExpiresAt { get; init; }
}
