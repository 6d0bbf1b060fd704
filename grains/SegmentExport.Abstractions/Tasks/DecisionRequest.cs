using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Tasks;

/// <summary>Withdraw, approve or reject.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.DecisionRequest")]
public sealed record DecisionRequest
{
    /// <summary>The command's id.</summary>
    [Id(0)]
    public required OperationId Operation { get; init; }

    /// <summary>The decider's words; may be null.</summary>
    [Id(1)]
    public string? Comment { get; init; }

    /// <summary>The revision the caller last saw (<c>If-Match</c>); null: any.</summary>
    [Id(2)]
    public long? ExpectedRevision { get; init; }
}
