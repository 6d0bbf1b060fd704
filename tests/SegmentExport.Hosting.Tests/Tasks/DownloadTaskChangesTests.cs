using System.Collections.Concurrent;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Events;
using SegmentExport.Hosting.Tasks;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Tasks;

public abstract class DownloadTaskChangesTests(DatabaseKind kind) : DatabaseTests(kind)
{
    private static readonly SpaceId Space = new("retail");

    private static readonly ChangePosition Beginning = new(0, TaskStates.Epoch, ChangePosition.AllTasks);

    private DownloadTaskChanges Changes => new(Database.Source, Database.Sql);

    [Fact]
    public async Task ReadCommitted_AfterAPlace_GivesWhatChangedSinceOnceAndAsItIsNow()
    {
        var (one, two) = (TaskStates.Submitted(), TaskStates.Submitted(submitter: "bob"));
        Database.Store(one);
        Database.Store(two);
        Database.Store(TaskStates.Submitted(space: "finance"));
        var mark = await SettledMarkAsync();
        Database.Store(one.Packed());
        Database.Store(one.Packed().Approved(TaskStates.Epoch));

        await SettledMarkAsync();
        var changed = Assert.Single(await Changes.ReadCommittedAsync(Space, null, Beginning with { Sequence = mark.Sequence }, 10, CancellationToken.None));

        Assert.True(changed.Sequence > mark.Sequence);
        Assert.Equal((one.Key, DecisionKind.Approved, 100L), (changed.State.Key, changed.State.Decision.Kind, changed.Totals.RowsDone));
        Assert.Equal([two.Key, one.Key], (await Changes.ReadCommittedAsync(Space, null, Beginning, 10, CancellationToken.None)).Select(task => task.State.Key));
        Assert.Equal([two.Key], (await Changes.ReadCommittedAsync(Space, new("bob"), Beginning, 10, CancellationToken.None)).Select(task => task.State.Key));
        Assert.Equal([two.Key], (await Changes.ReadCommittedAsync(Space, null, Beginning, 1, CancellationToken.None)).Select(task => task.State.Key));
    }

    [Fact]
    public async Task ReadCommitted_AfterATransactionThatWasRolledBack_GivesTheOthers()
    {
        var kept = TaskStates.Submitted();
        Database.Store(kept);
        var mark = await SettledMarkAsync();
        await using (var connection = await Database.Source.OpenConnectionAsync(CancellationToken.None))
        await using (var transaction = await connection.BeginTransactionAsync(CancellationToken.None))
        {
            Database.Store(connection, TaskStates.Submitted());
            await transaction.RollbackAsync(CancellationToken.None);
        }

        Database.Store(kept.Packed());
        await SettledMarkAsync();
        var changed = Assert.Single(await Changes.ReadCommittedAsync(Space, null, Beginning with { Sequence = mark.Sequence }, 10, CancellationToken.None));
        Assert.Equal(kept.Packed().Revision, changed.State.Revision);
    }

    [Fact]
    public async Task ReadExpired_ManyAtOneMoment_GivesEachOncePageByPage()
    {
        var late = Enumerable.Range(0, 7).Select(_ => TaskStates.Submitted().Packed().Approved(TaskStates.Epoch.AddMinutes(-5))).ToList();
        var other = TaskStates.Submitted(submitter: "bob").Approved(TaskStates.Epoch.AddMinutes(5));
        var closed = TaskStates.Submitted().Approved(TaskStates.Epoch.AddMinutes(-5));
        closed = closed with { Packaging = closed.Packaging with { State = Domain.Packaging.PackagingState.Failed } };
        var later = TaskStates.Submitted().Approved(TaskStates.Epoch.AddDays(3));
        foreach (var state in (DownloadTaskState[])[.. late, other, closed, later, TaskStates.Submitted()])
        {
            Database.StoreNew(state);
        }

        var now = TaskStates.Epoch.AddDays(1).AddMinutes(10);
        var told = new List<TaskKey>();
        var place = Beginning;
        while (await Changes.ReadExpiredAsync(Space, null, place, now, 2, CancellationToken.None) is { Length: > 0 } page)
        {
            told.AddRange(page.Select(task => task.State.Key));
            place = place with { Time = page[^1].State.ExpiresAt!.Value, Task = page[^1].State.Key.Task.Value };
        }

        Assert.Equal([.. late.Select(state => state.Key).OrderBy(key => key.Task.Value, StringComparer.Ordinal), other.Key], told);
        Assert.Equal(other.ExpiresAt, (await Changes.ReadMarkAsync(Space, now, CancellationToken.None)).LastExpiry);
        Assert.Null((await Changes.ReadMarkAsync(Space, TaskStates.Epoch, CancellationToken.None)).LastExpiry);
        Assert.Equal(other.Key, Assert.Single(await Changes.ReadExpiredAsync(Space, new("bob"), Beginning, now, 9, CancellationToken.None)).State.Key);
        Assert.Empty(await Changes.ReadExpiredAsync(Space, null, Beginning with { Time = other.ExpiresAt!.Value, Task = ChangePosition.AllTasks }, now, 9, CancellationToken.None));
    }

    [Fact]
    public async Task Follow_WhileManyWrite_MissesNoLastState()
    {
        const int Writers = 4;
        const int TasksEach = 12;
        var final = new ConcurrentDictionary<TaskKey, long>();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < TasksEach; i++)
            {
                var state = TaskStates.Submitted();
                Database.StoreNew(state);
                await Task.Yield();
                Database.StoreNext(state.Packed(), 1);
                Database.StoreNext(state.Packed().Approved(TaskStates.Epoch), 2);
                final[state.Key] = state.Packed().Approved(TaskStates.Epoch).Revision;
            }
        })));

        var seen = new Dictionary<TaskKey, long>();
        var place = Beginning;
        for (var isLast = false; ; isLast = writing.IsCompleted)
        {
            var mark = await MarkAsync();
            var page = ChangePage.Of(place, mark, await Changes.ReadCommittedAsync(Space, null, place, ChangePage.Limit, CancellationToken.None), []);
            foreach (var (task, _) in page.Items)
            {
                seen[task.State.Key] = task.State.Revision;
            }

            place = page.Next;
            if (isLast && page.Items.IsEmpty && place.Sequence >= Database.LastChange)
            {
                break;
            }
        }

        await writing;
        Assert.Equal(Writers * TasksEach, final.Count);
        Assert.Equal(final.OrderBy(pair => pair.Key.ToString()), seen.OrderBy(pair => pair.Key.ToString()));
    }

    /// <summary>The mark once it covers all that was written: others on the same server, with transactions of their own, can hold it back for a moment.</summary>
    private async Task<ChangeMark> SettledMarkAsync()
    {
        var last = Database.LastChange;
        ChangeMark mark;
        do
        {
            mark = await MarkAsync();
        }
        while (mark.Sequence < last);
        return mark;
    }

    private ValueTask<ChangeMark> MarkAsync() => Changes.ReadMarkAsync(Space, TaskStates.Epoch, CancellationToken.None);

    public sealed class OnSqlite() : DownloadTaskChangesTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : DownloadTaskChangesTests(DatabaseKind.Postgres);
}
