using Orleans;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Tasks;

/// <summary>What was asked for, by whom, when and why. Never changes.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.Submission")]
public sealed record Submission
{
    /// <summary>The longest reason or comment, in characters.</summary>
    public const int MaxTextLength = 1000;

    /// <summary>Who.</summary>
    [Id(0)]
    public required UserId Submitter { get; init; }

    /// <summary>When.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The task's name: the segment's name and the time of submission.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>The segment's id.</summary>
    [Id(3)]
    public required SegmentId Segment { get; init; }

    /// <summary>The segment's name as it was then.</summary>
    [Id(4)]
    public required string SegmentName { get; init; }

    /// <summary>Why; not blank.</summary>
    [Id(5)]
    public required string Reason { get; init; }

    /// <summary>Rows and columns.</summary>
    [Id(6)]
    public required ExportQuery Query { get; init; }

    /// <summary>What the file is written as.</summary>
    [Id(7)]
    public required ExportFormat Format { get; init; }

    /// <summary>How it is written.</summary>
    [Id(8)]
    public required FormatOptions Options { get; init; }

    /// <summary>Where in the product it was made.</summary>
    [Id(9)]
    public required TaskOrigin Origin { get; init; }

    /// <summary>The command that submitted it.</summary>
    [Id(10)]
    public required OperationId Operation { get; init; }

    /// <summary>SHA-256 of the request as it was understood, in hexadecimal: two requests with one idempotency key are the same where this is.</summary>
    [Id(11)]
    public required string RequestDigest { get; init; }

    /// <summary>How many rows the source reckoned with before any was counted; null where it had no idea. Only told, never relied on.</summary>
    [Id(12)]
    public long? RowsEstimated { get; init; }
}
