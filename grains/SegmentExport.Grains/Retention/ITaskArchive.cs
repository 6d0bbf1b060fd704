using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Retention;

/// <summary>Where tasks go that ended long ago: out of the grains' storage and the list, into a table that only grows.</summary>
public interface ITaskArchive
{
    /// <summary>What is kept of a task; null where it is not archived.</summary>
    ValueTask<ArchivedTask?> FindAsync(TaskKey task, CancellationToken cancellationToken);

    /// <summary>The tasks of all spaces whose parts were deleted before a time: of each space and status the first submitted first, in batches.</summary>
    /// <param name="endedBefore">The time.</param>
    /// <param name="batch">How many at once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<IReadOnlyList<TaskKey>> ListDueAsync(DateTimeOffset endedBefore, int batch, CancellationToken cancellationToken);

    /// <summary>Moves those of the tasks whose parts were deleted before a time: all at once or none. Those that are archived already stay as they are.</summary>
    /// <param name="tasks">The tasks; at most 500.</param>
    /// <param name="endedBefore">The time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many were moved.</returns>
    ValueTask<int> MoveAsync(IReadOnlyList<TaskKey> tasks, DateTimeOffset endedBefore, CancellationToken cancellationToken);
}
