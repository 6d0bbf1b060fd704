using Orleans;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Packaging;

/// <summary>Where a file comes from: what it says about itself beside its rows. Never changes once the task is approved.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.Provenance")]
public sealed record Provenance
{
    /// <summary>The segment's id.</summary>
    [Id(0)]
    public required SegmentId Segment { get; init; }

    /// <summary>The segment's name as it was at the submission.</summary>
    [Id(1)]
    public required string SegmentName { get; init; }

    /// <summary>Why it was asked for, in the submitter's words.</summary>
    [Id(2)]
    public required string Reason { get; init; }

    /// <summary>Who asked for it.</summary>
    [Id(3)]
    public required UserId Submitter { get; init; }

    /// <summary>Who approved it.</summary>
    [Id(4)]
    public required UserId Approver { get; init; }

    /// <summary>When it was approved.</summary>
    [Id(5)]
    public required DateTimeOffset ApprovedAt { get; init; }
}
