using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Events;

/// <summary>The changes of a space's tasks, counted by the database in the order of its commits.</summary>
public interface IDownloadTaskChanges
{
    /// <summary>How far the changes are. Cheap: it is asked all the time.</summary>
    /// <param name="space">The space.</param>
    /// <param name="now">The time up to which tasks have expired.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    ValueTask<ChangeMark> ReadMarkAsync(SpaceId space, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The tasks with a commit behind a place, by commit.</summary>
    /// <param name="space">The space.</param>
    /// <param name="submitter">Whose tasks; null: everybody's.</param>
    /// <param name="after">The place.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    ValueTask<ImmutableArray<ChangedTask>> ReadCommittedAsync(SpaceId space, UserId? submitter, ChangePosition after, int limit, CancellationToken cancellationToken);

    /// <summary>The tasks that expired behind a place, by the time and their ids.</summary>
    /// <param name="space">The space.</param>
    /// <param name="submitter">Whose tasks; null: everybody's.</param>
    /// <param name="after">The place.</param>
    /// <param name="now">The time up to which they have.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    ValueTask<ImmutableArray<ChangedTask>> ReadExpiredAsync(
        SpaceId space, UserId? submitter, ChangePosition after, DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
