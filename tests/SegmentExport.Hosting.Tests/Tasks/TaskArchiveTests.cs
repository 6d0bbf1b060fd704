using System.Text.Json;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Tasks;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Tasks;

/// <summary>Tasks that ended long ago leave the grains' storage and the list, and nothing of what is to be kept of them is lost.</summary>
public abstract class TaskArchiveTests(DatabaseKind kind) : DatabaseTests(kind)
{
    private static readonly DateTimeOffset Long = TaskStates.Epoch.AddDays(30);

    private TaskArchive Archive => new(Database.Source, Database.Sql);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Move_OfATaskThatEndedBefore_KeepsAllButItsShardsPartsAndPasswords()
    {
        var state = Ended() with { Protections = [new() { User = new("alice"), At = TaskStates.Epoch, Sealed = "secret" }] };
        Database.Store(state);

        Assert.Equal(1, await Archive.MoveAsync([state.Key], Long, Cancellation));

        Assert.Equal((0L, 0L), Rows());
        var kept = await Archive.FindAsync(state.Key, Cancellation);
        var expected = state with { Protections = null, Packaging = state.Packaging with { Packed = [], Plan = state.Packaging.Plan! with { Shards = [] } } };
        Assert.Equal(JsonSerializer.Serialize(expected, StateJson.Options), JsonSerializer.Serialize(kept!.State, StateJson.Options));
        Assert.Equal(new PackagingTotals(300, 300, 1200, 3, 3), kept.Totals);
        Assert.DoesNotContain("secret", (string)Database.Scalar("SELECT CAST(summary AS TEXT) FROM archived_task;")!, StringComparison.Ordinal);
        Assert.Null(await Archive.FindAsync(new(new("bank"), state.Key.Task), Cancellation));
    }

    [Fact]
    public async Task Move_OfTasksThatAreNotDue_MovesNothing()
    {
        var tasks = new[]
        {
            Ended() with { PartsDeletedAt = Long }, Ended() with { PartsDeletedAt = null }, TaskStates.Submitted(), TaskStates.Submitted().Packed().Approved(TaskStates.Epoch),
        };
        Array.ForEach(tasks, Database.Store);

        Assert.Equal(0, await Archive.MoveAsync([.. tasks.Select(task => task.Key), TaskStates.Submitted().Key], Long, Cancellation));
        Assert.Equal(0, await Archive.MoveAsync([], Long, Cancellation));

        Assert.Equal((4L, 4L), Rows());
        Assert.Equal(0L, Database.Scalar("SELECT count(*) FROM archived_task;"));
    }

    [Fact]
    public async Task Move_AgainAndAtOnce_MovesEachTaskOnce()
    {
        var tasks = Enumerable.Range(0, 40).Select(_ => Ended()).ToList();
        tasks.ForEach(Database.Store);

        var moved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Archive.MoveAsync([.. tasks.Select(task => task.Key)], Long, Cancellation).AsTask()));

        Assert.Equal(40, moved.Sum());
        Assert.Equal(0, await Archive.MoveAsync([.. tasks.Select(task => task.Key)], Long, Cancellation));
        Assert.Equal((0L, 0L), Rows());
        Assert.Equal(40L, Database.Scalar("SELECT count(*) FROM archived_task;"));
    }

    [Fact]
    public void Move_ThatIsRolledBack_LeavesTheTaskWhereItWas()
    {
        Database.Store(Ended());

        using (var connection = Database.Source.OpenConnection())
        using (var transaction = connection.BeginTransaction())
        {
            TestDatabase.Scalar(connection, "DELETE FROM OrleansStorage;");
            Assert.Equal(1L, TestDatabase.Scalar(connection, "SELECT count(*) FROM archived_task;"));
            transaction.Rollback();
        }

        Assert.Equal((1L, 1L), Rows());
        Assert.Equal(0L, Database.Scalar("SELECT count(*) FROM archived_task;"));
    }

    [Fact]
    public async Task Write_OfATaskThatWasMovedMeanwhile_IsAConflictAndBringsNothingBack()
    {
        var state = Ended();
        Database.Store(state);
        await Archive.MoveAsync([state.Key], Long, Cancellation);

        using var connection = Database.Source.OpenConnection();
        var written = TestDatabase.Scalar(
            connection,
            TestDatabase.Query(connection, "WriteToStorageKey"),
            [.. TestDatabase.Key(state.Key.ToString()), ("@GrainStateVersion", 1), ("@PayloadBinary", JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Options))]);

        Assert.Null(written);
        Assert.Equal((0L, 0L), Rows());
    }

    [Fact]
    public async Task ListDue_OfManySpaces_FindsThoseThatEndedBeforeInBatches()
    {
        var due = new List<TaskKey>();
        foreach (var (space, day) in from space in new[] { "bank", "retail", "travel" } from day in Enumerable.Range(0, 7) select (space, day))
        {
            var submitted = TaskStates.Submitted(space, at: TaskStates.Epoch.AddDays(day));
            var ended = day % 2 == 0 ? Expired(submitted) : Withdrawn(submitted);

            // Submitted first and ended last: it is not due.
            ended = day == 1 ? ended with { PartsDeletedAt = Long.AddDays(1) } : ended;
            Database.Store(ended);
            due.AddRange(day == 1 ? [] : [ended.Key]);
            Database.Store(TaskStates.Submitted(space, at: TaskStates.Epoch));
        }

        var found = await Archive.ListDueAsync(Long, 2, Cancellation).ToListAsync(Cancellation);

        Assert.Equal(due.ToHashSet(), found.SelectMany(batch => batch).ToHashSet());
        Assert.Equal(due.Count, found.Sum(batch => batch.Count));
        Assert.All(found, batch => Assert.InRange(batch.Count, 1, 2));
    }

    [Fact]
    public async Task List_OfArchivedTasks_FiltersAndPagesAsTheListDoes()
    {
        var tasks = Enumerable.Range(0, 24).Select(number =>
        {
            var submitted = TaskStates.Submitted(segmentName: $"客户-{number % 4}", submitter: number % 3 == 0 ? "alice" : "bob", at: TaskStates.Epoch.AddMinutes(number / 2));
            return number % 2 == 0 ? Expired(submitted) : Withdrawn(submitted);
        }).ToList();
        tasks.ForEach(Database.Store);
        await Archive.MoveAsync([.. tasks.Select(task => task.Key)], Long, Cancellation);
        Database.Store(TaskStates.Submitted());

        foreach (var (search, status, submitter) in
            from search in new[] { null, "客户", "-3", "无人" } from status in new DownloadTaskStatus?[] { null, DownloadTaskStatus.Expired, DownloadTaskStatus.Closed, DownloadTaskStatus.Completed } from submitter in new[] { null, "alice" } select (search, status, submitter))
        {
            var expected = tasks
                .Where(task => (search is null || task.Submission.SegmentName.Contains(search, StringComparison.Ordinal)) && (status is null || task.StatusAt(Long) == status) && (submitter is null || task.Submission.Submitter.Value == submitter))
                .OrderByDescending(task => task.Submission.At).ThenByDescending(task => task.Key.Task.Value, StringComparer.Ordinal).Select(task => task.Key);
            var found = new List<TaskKey>();
            for (string? cursor = null, last = ""; last is not null; cursor = last)
            {
                var query = new DownloadTaskQuery { Archived = true, Search = search, Status = status, Cursor = cursor, Limit = 5 };
                var page = await Database.Index.ListAsync(new("retail"), submitter is null ? null : new(submitter), query, TaskStates.Epoch, Cancellation);
                found.AddRange(page.Items.Select(item => item.State.Key));
                last = page.NextCursor;
            }

            Assert.Equal(expected, found);
        }

        Assert.Single((await Database.Index.ListAsync(new("retail"), null, new(), TaskStates.Epoch, Cancellation)).Items);
    }

    private static DownloadTaskState Ended() => Expired(TaskStates.Submitted());

    private static DownloadTaskState Expired(DownloadTaskState submitted)
    {
        var approved = submitted.Packed(shards: 3).Approved(submitted.Submission.At);
        return approved with { ExpiredAt = approved.ExpiresAt, PartsDeletedAt = approved.ExpiresAt };
    }

    private static DownloadTaskState Withdrawn(DownloadTaskState submitted) => submitted with
    {
        Decision = new() { Kind = DecisionKind.Withdrawn, By = submitted.Submission.Submitter, At = submitted.Submission.At, Operation = OperationId.New() },
        Packaging = new() { State = PackagingState.Cancelled, EndedAt = submitted.Submission.At },
        PartsDeletedAt = submitted.Submission.At,
    };

    private (long States, long Listed) Rows() => ((long)Database.Scalar("SELECT count(*) FROM OrleansStorage;")!, (long)Database.Scalar("SELECT count(*) FROM download_task;")!);

    public sealed class OnSqlite() : TaskArchiveTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : TaskArchiveTests(DatabaseKind.Postgres);
}
