using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Operations;

/// <summary>The cluster as its operators see it. It names tasks by their keys, and nobody: no user, no segment, no value. Each list is bounded, and says what it left off.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.OperationsOverview")]
public sealed record OperationsOverview
{
    /// <summary>The silos, living ones first.</summary>
    [Id(0)]
    public required Bounded<SiloView> Silos { get; init; }

    /// <summary>The spaces with tasks that hold slots or wait for some, those with most waiting shards first.</summary>
    [Id(1)]
    public required Bounded<SpaceQueue> Queues { get; init; }

    /// <summary>The shards that are being packed, those that run longest first.</summary>
    [Id(2)]
    public required Bounded<RunningShardView> Running { get; init; }

    /// <summary>The tasks that have not ended, by status, counted within the last half minute.</summary>
    [Id(3)]
    public required ImmutableArray<StatusCount> Tasks { get; init; }

    /// <summary>The oldest task that is not packed; null where all are.</summary>
    [Id(4)]
    public WaitingTask? Oldest { get; init; }

    /// <summary>The tasks whose packaging failed for good within the last 24 hours, by code, the most frequent first.</summary>
    [Id(5)]
    public required Bounded<FailureCount> Failures { get; init; }

    /// <summary>Whether the database answered; where it did not, <see cref="Oldest"/> and <see cref="Failures"/> are those that it answered last.</summary>
    [Id(6)]
    public required bool DatabaseAnswers { get; init; }

    /// <summary>Whether the scheduler did not answer; where it did not, slots, <see cref="Queues"/> and <see cref="Tasks"/> are those that it told last, without silos that are dead.</summary>
    [Id(7)]
    public bool IsSchedulerSilent { get; init; }

    /// <summary>Whether the scheduler has never answered the silo that tells this: slots, <see cref="Queues"/> and <see cref="Tasks"/>, which are zero and empty, are not known.</summary>
    [Id(8)]
    public bool SchedulerNeverAnswered { get; init; }

    /// <summary>Whether the database has never answered the silo that tells this: <see cref="Oldest"/> and <see cref="Failures"/>, which are null and empty, are not known.</summary>
    [Id(9)]
    public bool DatabaseNeverAnswered { get; init; }
}
