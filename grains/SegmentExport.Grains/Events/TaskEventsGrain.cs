using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Events;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Tasks;

namespace SegmentExport.Grains.Events;

/// <summary>Waits for changes of a space's tasks; one on a silo, for all that wait there. It remembers nothing of them: a place says it all, so another silo can go on.</summary>
[StatelessWorker(1)]
[Reentrant]
internal sealed class TaskEventsGrain(
    SpaceAccess access, IDownloadTaskChanges changes, [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock) : Grain, ITaskEventsGrain
{
    // Well below the time that a grain call may take.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly Rejection ForeignPosition = new()
    {
        Kind = RejectionKind.Invalid,
        Code = ErrorCodes.InvalidCursor,
        Message = "The Last-Event-ID is none that these events had. Send the last event's 'id' as it came, or none.",
        Path = "Last-Event-ID",
    };

    private ChangeFeed? _feed;

    private SpaceId Id => new(this.GetPrimaryKeyString());

    private ChangeFeed Feed => _feed ??= new(Id, changes, clock);

    public async Task<Answer<TaskChangeBatch>> ReadAsync(Caller caller, string? after, bool wait, CancellationToken cancellationToken)
    {
        var position = default(ChangePosition);
        if (after is not null && !ChangePosition.TryParse(after, out position))
        {
            return ForeignPosition;
        }

        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var mark = await Feed.ReadMarkAsync(position);
            if (!access.TryEnter(Id, caller, out _, out var actor))
            {
                return NotFoundRejections.Space;
            }

            // Without a place, or with one of a database that was put back to an earlier state.
            if (after is null || position.Sequence > mark.Sequence)
            {
                return new TaskChangeBatch { Items = [], Position = new ChangePosition(mark.Sequence, mark.Now, ChangePosition.AllTasks).ToString(), IsContinuous = false };
            }

            var page = mark.IsAhead(position) ? await Feed.ReadAsync(OnlyOf(actor), position, mark) : null;
            if (page is { Items.Length: > 0 })
            {
                return Show(page, actor);
            }

            position = page?.Next ?? position;
            if (!wait || Stopwatch.GetElapsedTime(started) >= LongestWait)
            {
                return new TaskChangeBatch { Items = [], Position = position.ToString(), IsContinuous = true };
            }

            await Task.Delay(ChangeFeed.Period, cancellationToken);
        }
    }

    private static UserId? OnlyOf(Actor actor) => actor.Permissions.HasFlag(SpacePermissions.ViewAllDownloads) ? null : actor.User;

    private TaskChangeBatch Show(ChangePage page, Actor actor)
    {
        var now = clock.GetUtcNow();
        return new()
        {
            Items = [.. page.Items.Select(item => new TaskChange(item.Position.ToString(), DownloadTaskViews.Create(item.Task.State, item.Task.Totals, actor, now)))],
            Position = page.Next.ToString(),
            IsContinuous = true,
        };
    }
}
