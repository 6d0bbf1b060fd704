using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Events;

/// <summary>What changed, in order; at most a page of it.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.TaskChangeBatch")]
public sealed record TaskChangeBatch
{
    /// <summary>The tasks; none where nothing changed while it was waited.</summary>
    [Id(0)]
    public required ImmutableArray<TaskChange> Items { get; init; }

    /// <summary>The place behind all of it.</summary>
    [Id(1)]
    public required string Position { get; init; }

    /// <summary>Whether it goes on without a gap from the place that was asked for; where not, the list has to be read anew.</summary>
    [Id(2)]
    public required bool IsContinuous { get; init; }
}
