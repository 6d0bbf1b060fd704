namespace SegmentExport.Client.Contracts;

/// <summary>The cluster as its operators see it: no user, no segment, no value. Each list is bounded.</summary>
public sealed record OperationsOverview
{
    /// <summary>The silos, living ones first.</summary>
    public required BoundedList<OperationsSilo> Silos { get; init; }

    /// <summary>The spaces with tasks that hold slots or wait for some, those with most waiting shards first.</summary>
    public required BoundedList<OperationsQueue> Queues { get; init; }

    /// <summary>The shards that are being packed, those that run longest first.</summary>
    public required BoundedList<OperationsShard> Running { get; init; }

    /// <summary>The tasks that have not ended, by status, counted within the last half minute; empty before the first count.</summary>
    public required IReadOnlyList<OperationsTasks> Tasks { get; init; }

    /// <summary>The oldest task that is not packed; null where all are.</summary>
    public OperationsWaiting? OldestWaiting { get; init; }

    /// <summary>The tasks whose packaging failed for good within the last 24 hours, by code, the most frequent first.</summary>
    public required BoundedList<OperationsFailures> Failures { get; init; }

    /// <summary>Whether the database answered; where it did not, <see cref="OldestWaiting"/> and <see cref="Failures"/> are those that it answered last.</summary>
    public required bool DatabaseAnswers { get; init; }

    /// <summary>Whether the scheduler answered; where it did not, slots, queues and counts of tasks are those that it told last, without silos that are dead.</summary>
    public required bool SchedulerAnswers { get; init; }

    /// <summary>Whether the database has never answered the silo that tells this: the oldest waiting task and the failures, which are null and empty, are not known.</summary>
    public bool DatabaseNeverAnswered { get; init; }

    /// <summary>Whether the scheduler has never answered the silo that tells this: slots, queues and counts of tasks, which are zero and empty, are not known.</summary>
    public bool SchedulerNeverAnswered { get; init; }
}
