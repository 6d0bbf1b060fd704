using System.Collections.Immutable;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Tasks;

/// <summary>The list of download tasks, kept by the database from the stored states.</summary>
public interface IDownloadTaskIndex
{
    /// <summary>One page of a space's tasks, newest first.</summary>
    /// <param name="space">The space.</param>
    /// <param name="submitter">Whose tasks; null: everybody's.</param>
    /// <param name="query">The filters; its <c>Mine</c> and <c>Submitter</c> have become <paramref name="submitter"/>.</param>
    /// <param name="now">The time that the derived statuses are computed at.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="FormatException">The cursor is none of ours.</exception>
    ValueTask<DownloadTaskRecordPage> ListAsync(
        SpaceId space, UserId? submitter, DownloadTaskQuery query, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The tasks of all spaces that the cluster has to go on with: not packed yet, or closed with parts not deleted yet.</summary>
    IAsyncEnumerable<TaskKey> ListUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>The tasks of all spaces that have not ended, counted by status: reads an entry of an index for each.</summary>
    /// <param name="now">The time that ages are computed at.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    ValueTask<ImmutableArray<LiveTasks>> CountLiveAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The oldest task of all spaces that is not packed yet; null where there is none.</summary>
    ValueTask<WaitingTask?> FindOldestWaitingAsync(CancellationToken cancellationToken);

    /// <summary>The tasks of all spaces whose packaging failed for good, by code, the most frequent first.</summary>
    /// <param name="since">Those that failed from then on.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    ValueTask<ImmutableArray<FailureCount>> CountFailuresAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Which of these tasks own stored parts, or may: they exist, and their parts are not recorded as deleted.</summary>
    /// <param name="tasks">The tasks; at most 500.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    ValueTask<IReadOnlySet<TaskKey>> FindOwnersAsync(IReadOnlyList<TaskKey> tasks, CancellationToken cancellationToken);
}
