using System.Data.Common;
using System.Text;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Packaging;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Tasks;

public abstract class DownloadTaskTriggerTests(DatabaseKind kind) : DatabaseTests(kind)
{
    [Fact]
    public void Store_InATransactionThatIsRolledBack_LeavesStateAndListAsTheyWere()
    {
        var kept = TaskStates.Submitted();
        Database.Store(kept);

        using (var connection = Database.Source.OpenConnection())
        using (var transaction = connection.BeginTransaction())
        {
            Database.Store(connection, kept.Approved(TaskStates.Epoch));
            Database.Store(connection, TaskStates.Submitted());
            Assert.Equal("approved", TestDatabase.Scalar(connection, "SELECT decision FROM download_task WHERE task_id = @task;", ("@task", kept.Key.Task.Value)));
            transaction.Rollback();
        }

        Assert.Equal("pending", Database.Scalar("SELECT string_agg(decision, ',') FROM download_task;"));
        Assert.Equal(1L, Database.Scalar("SELECT count(*) FROM OrleansStorage;"));
    }

    [Fact]
    public async Task Store_OfALargeTask_KeepsTheTotalsWithoutShardsAndParts()
    {
        var state = TaskStates.Submitted().Packed(shards: 1000);
        Database.Store(state);

        var page = await Database.Index.ListAsync(
            state.Key.Space, null, new DownloadTaskQuery(), TaskStates.Epoch, TestContext.Current.CancellationToken);

        var (listed, totals) = Assert.Single(page.Items);
        Assert.Equal(new PackagingTotals(100_000, 100_000, 400_000, 1000, 1000), totals);
        Assert.Equal((state.Key, PackagingState.Packed, 0, 0), (listed.Key, listed.Packaging.State, listed.Packaging.Plan!.Shards.Length, listed.Packaging.Packed.Length));
        Assert.True(Convert.ToInt64(Database.Scalar("SELECT length(CAST(summary AS TEXT)) FROM download_task;")) < 4096);
    }

    [Fact]
    public void Store_OfAnotherGrainsState_LeavesTheListAlone()
    {
        using var connection = Database.Source.OpenConnection();
        var key = TestDatabase.Key("42").Select(pair => pair.Name == "@GrainTypeString" ? (pair.Name, "other") : pair).ToArray();

        TestDatabase.Scalar(
            connection, TestDatabase.Query(connection, "WriteToStorageKey"), [.. key, ("@GrainStateVersion", null), ("@PayloadBinary", "not json"u8.ToArray())]);

        Assert.Equal(0L, Database.Scalar("SELECT count(*) FROM download_task;"));
        Assert.Equal(1L, Database.Scalar("SELECT count(*) FROM OrleansStorage;"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"key":{"space":"retail"}}""")]
    public void Store_OfWhatTheListCannotRead_StoresNothing(string payload)
    {
        using var connection = Database.Source.OpenConnection();

        Assert.ThrowsAny<DbException>(() => Database.Store(connection, "retail/x", Encoding.UTF8.GetBytes(payload)));

        Assert.Equal(0L, Database.Scalar("SELECT count(*) FROM OrleansStorage;"));
    }

    [Fact]
    public async Task ListUnfinished_OfManyTasks_FindsThoseThatNeedWork()
    {
        var states = Enumerable.Range(0, 1203).Select(index => index % 3 == 0 ? TaskStates.Submitted().Packed() : TaskStates.Submitted()).ToList();
        using (var connection = Database.Source.OpenConnection())
        using (var transaction = connection.BeginTransaction())
        {
            states.ForEach(state => Database.Store(connection, state));
            transaction.Commit();
        }

        var found = await Database.Index.ListUnfinishedAsync(TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(states.Where(state => state.NeedsWork).Select(state => state.Key), found);
        Assert.Equal(802, found.Count);
    }

    [Fact]
    public async Task FindOwners_OfKnownEndedAndUnknownTasks_FindsThoseWhosePartsAreNotDeleted()
    {
        var owner = TaskStates.Submitted();
        var ended = TaskStates.Submitted() with { PartsDeletedAt = TaskStates.Epoch };
        var elsewhere = TaskStates.Submitted(space: "bank");
        using (var connection = Database.Source.OpenConnection())
        {
            Database.Store(connection, owner);
            Database.Store(connection, ended);
            Database.Store(connection, elsewhere);
        }

        var unknown = Enumerable.Range(0, 200).Select(_ => TaskStates.Submitted().Key);
        var found = await Database.Index.FindOwnersAsync(
            [.. unknown, owner.Key, ended.Key, elsewhere.Key, new(new("retail"), elsewhere.Key.Task)], TestContext.Current.CancellationToken);

        Assert.Equal(new HashSet<Domain.Identity.TaskKey> { owner.Key, elsewhere.Key }, found);
        Assert.Empty(await Database.Index.FindOwnersAsync([], TestContext.Current.CancellationToken));
    }

    public sealed class OnSqlite() : DownloadTaskTriggerTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : DownloadTaskTriggerTests(DatabaseKind.Postgres);
}
