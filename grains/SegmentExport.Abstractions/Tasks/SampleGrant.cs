using SegmentExport.Domain.Exports;

namespace SegmentExport.Abstractions.Tasks;

/// <summary>Leave to read a sample of a task's rows, now.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.SampleGrant")]
public sealed record SampleGrant
{
    /// <summary>What the file is made of.</summary>
    [Id(0)]
    public required ExportQuery Query { get; init; }

    /// <summary>The state of the source that it was planned on; null before that.</summary>
    [Id(1)]
    public string? SourceVersion { get; init; }
}
