using Orleans;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Tasks;

/// <summary>What was decided, by whom, when and with which words.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.Decision")]
public sealed record Decision
{
    /// <summary>No decision yet.</summary>
    public static Decision Pending { get; } = new();

    /// <summary>What was decided.</summary>
    [Id(0)]
    public DecisionKind Kind { get; init; }

    /// <summary>By whom; null while pending.</summary>
    [Id(1)]
    public UserId? By { get; init; }

    /// <summary>When; null while pending.</summary>
    [Id(2)]
    public DateTimeOffset? At { get; init; }

    /// <summary>The decider's comment, at most <see cref="Submission.MaxTextLength"/> characters; null where there is none.</summary>
    [Id(3)]
    public string? Comment { get; init; }

    /// <summary>The command that decided, so that it can be repeated.</summary>
    [Id(4)]
    public OperationId? Operation { get; init; }
}
