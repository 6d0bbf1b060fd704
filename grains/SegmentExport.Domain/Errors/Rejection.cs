using System.Collections.Immutable;
using Orleans;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Domain.Errors;

/// <summary>An expected refusal: a value, never an exception. Holds nothing personal.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.Rejection")]
public sealed record Rejection
{
    /// <summary>The sort of refusal.</summary>
    [Id(0)]
    public required RejectionKind Kind { get; init; }

    /// <summary>The stable code that programs compare; one of <see cref="ErrorCodes"/>.</summary>
    [Id(1)]
    public required string Code { get; init; }

    /// <summary>What was found, what is allowed, what to do.</summary>
    [Id(2)]
    public required string Message { get; init; }

    /// <summary>Which part of the request is meant, as a path such as <c>fields[2].masking</c>; null where it is none.</summary>
    [Id(3)]
    public string? Path { get; init; }

    /// <summary>The task's status, where its state is the reason.</summary>
    [Id(4)]
    public DownloadTaskStatus? Status { get; init; }

    /// <summary>What the caller could do instead, where the task's state is the reason.</summary>
    [Id(5)]
    public ImmutableArray<TaskAction> AllowedActions { get; init; } = [];

    /// <summary>Every error that was found, where the request as a whole was checked; the first is this rejection's own. Empty for any other refusal.</summary>
    [Id(6)]
    public ImmutableArray<RequestError> Errors { get; init; } = [];

    /// <summary>When it is worth trying again, where that is known; null: it is not, or never.</summary>
    [Id(7)]
    public TimeSpan? RetryAfter { get; init; }
}
