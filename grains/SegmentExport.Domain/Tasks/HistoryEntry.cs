using Orleans;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Tasks;

/// <summary>One thing that happened to a task.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.HistoryEntry")]
public sealed record HistoryEntry
{
    /// <summary>What happened.</summary>
    [Id(0)]
    public required TaskEvent Event { get; init; }

    /// <summary>When.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null: the system.</summary>
    [Id(2)]
    public UserId? By { get; init; }

    /// <summary>A comment, or the reason of a failure.</summary>
    [Id(3)]
    public string? Comment { get; init; }
}
