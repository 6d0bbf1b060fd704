using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks.Histories;

/// <summary>What must hold of every state and of every change, whatever came before.</summary>
internal static class Invariants
{
    private const SpacePermissions Both = SpacePermissions.ApproveDownloads | SpacePermissions.ViewAllDownloads;

    /// <summary>Of every state at any time.</summary>
    public static void Check(DownloadTaskState state, DateTimeOffset now)
    {
        var status = state.StatusAt(now);
        Assert.Equal(Expected(state, now), status);
        Assert.Equal(status == DownloadTaskStatus.Closed, state.CloseReason() is not null);
        foreach (var actor in Actors.All)
        {
            var actions = state.ActionsFor(actor, now);
            var sees = actor.User == state.Submission.Submitter || (actor.Permissions & SpacePermissions.ViewAllDownloads) != 0;
            Assert.True(actions.Contains(TaskAction.View) == sees, "Seen by the submitter and with view_all_downloads, and by nobody else.");
            Assert.True(actions.Contains(TaskAction.Download) == (sees && status == DownloadTaskStatus.Completed), $"Download offered while {status}.");
            Assert.Equal(actions.Contains(TaskAction.Download), DownloadTask.CheckDownload(state, actor, now) is null);
        }

        var isApproved = state.Decision.Kind == DecisionKind.Approved;
        Assert.True(state.ExpiresAt == (isApproved ? state.Decision.At!.Value.AddHours(24) : null), "ExpiresAt is exactly 24 hours after the approval, and only then.");
        Assert.Equal(state.Decision.Kind == DecisionKind.Pending, state.Decision.By is null);
        Assert.True(state.ExpiredAt is null || state.ExpiredAt >= state.ExpiresAt, "Expiry is recorded at the deadline or later.");
        if (state.Packaging.State == PackagingState.Packed)
        {
            Assert.Equal(state.Packaging.Plan!.Rows, state.Packaging.Packed.Sum(shard => shard.Rows));
            Assert.Equal(Enumerable.Range(0, state.Packaging.Plan.Shards.Length), state.Packaging.Packed.Select(shard => shard.Index));
        }

        Assert.True(state.Digests.IsEmpty || (isApproved && state.Packaging.State == PackagingState.Packed), "Digests of a file that was never completed.");
        foreach (var once in state.History.GroupBy(entry => entry.Event))
        {
            Assert.Single(once);
        }
    }

    /// <summary>Of every change.</summary>
    public static void CheckChange(DownloadTaskState? before, DownloadTaskCommand command, DownloadTaskState after, DateTimeOffset now)
    {
        Assert.True(after.Revision == (before?.Revision ?? 0) + (command is RecordDigests ? 0 : 1), "The revision rises by one with all that answers show.");
        if (before is null)
        {
            Assert.IsType<Submit>(command);
            return;
        }

        Assert.Same(before.Submission, after.Submission);
        Assert.Equal(before.History, after.History.Take(before.History.Length));
        CheckNoRevival(before, after, now);
        if (before.Decision.Kind != DecisionKind.Pending)
        {
            Assert.True(before.Decision == after.Decision && before.ExpiresAt == after.ExpiresAt, "A decision never changes.");
        }
        else if (after.Decision.Kind != DecisionKind.Pending)
        {
            CheckDecision(before, command, after, now);
        }
    }

    /// <summary>The design's table of statuses in other words; time only runs forward in a history.</summary>
    private static DownloadTaskStatus Expected(DownloadTaskState state, DateTimeOffset now)
    {
        if (state.Packaging.State == PackagingState.Failed || state.Decision.Kind is DecisionKind.Withdrawn or DecisionKind.Rejected)
        {
            return DownloadTaskStatus.Closed;
        }

        if (state.Decision is not { Kind: DecisionKind.Approved, At: { } approvedAt })
        {
            return DownloadTaskStatus.InApproval;
        }

        return now - approvedAt >= TimeSpan.FromHours(24) ? DownloadTaskStatus.Expired
            : state.Packaging.State == PackagingState.Packed ? DownloadTaskStatus.Completed : DownloadTaskStatus.Preparing;
    }

    private static void CheckNoRevival(DownloadTaskState before, DownloadTaskState after, DateTimeOffset now)
    {
        if (before.StatusAt(now) is DownloadTaskStatus.Closed or DownloadTaskStatus.Expired)
        {
            Assert.True(after.StatusAt(now) == before.StatusAt(now), $"Revived from {before.StatusAt(now)} to {after.StatusAt(now)}.");
            Assert.True(before.CloseReason() == after.CloseReason(), "The reason of closing changed.");
        }

        if (before.CloseReason() is not null || before.ExpiredAt is not null)
        {
            Assert.True(after.StatusAt(Sample.Start) is DownloadTaskStatus.Closed or DownloadTaskStatus.Expired, "A clock that is behind brings nothing back.");
        }
    }

    private static void CheckDecision(DownloadTaskState before, DownloadTaskCommand command, DownloadTaskState after, DateTimeOffset now)
    {
        Assert.True(before.StatusAt(now) == DownloadTaskStatus.InApproval, "Decided outside the approval.");
        Assert.True(before.Packaging.State != PackagingState.Failed, "Decided after packaging failed.");
        var (kind, actor) = command switch
        {
            Withdraw withdraw => (DecisionKind.Withdrawn, withdraw.Actor),
            Approve approve => (DecisionKind.Approved, approve.Actor),
            Reject reject => (DecisionKind.Rejected, reject.Actor),
            _ => throw new InvalidOperationException($"{command.GetType().Name} decided."),
        };
        Assert.Equal((kind, actor.User, now), (after.Decision.Kind, after.Decision.By!.Value, after.Decision.At!.Value));
        var isOwn = actor.User == before.Submission.Submitter;
        Assert.True(kind != DecisionKind.Withdrawn || isOwn, "Withdrawn by somebody else.");
        Assert.True(kind == DecisionKind.Withdrawn || (actor.Permissions & Both) == Both, "Decided without both permissions.");
        Assert.True(kind == DecisionKind.Withdrawn || !(actor.FourEyes && isOwn), "Decided on the own task under four eyes.");
    }
}
