using System.Text;
using Microsoft.Data.Sqlite;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Packaging;
using SegmentExport.Hosting.Tasks;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Tasks;

public sealed class DownloadTaskTriggerTests
{
    [Fact]
    public async Task Store_InATransactionThatIsRolledBack_LeavesStateAndListAsTheyWere()
    {
        await using var database = await TestDatabase.CreateAsync();
        var kept = TaskStates.Submitted();
        database.Store(kept);

        using (var connection = database.Database.OpenConnection())
        using (var transaction = connection.BeginTransaction())
        {
            database.Store(connection, kept.Approved(TaskStates.Epoch));
            database.Store(connection, TaskStates.Submitted());
            Assert.Equal("approved", TestDatabase.Scalar(connection, "SELECT decision FROM download_task WHERE task_id = @task;", ("@task", kept.Key.Task.Value)));
            transaction.Rollback();
        }

        Assert.Equal("pending", database.Scalar("SELECT group_concat(decision) FROM download_task;"));
        Assert.Equal(1L, database.Scalar("SELECT count(*) FROM OrleansStorage;"));
    }

    [Fact]
    public async Task Store_OfALargeTask_KeepsTheTotalsWithoutShardsAndParts()
    {
        await using var database = await TestDatabase.CreateAsync();
        var state = TaskStates.Submitted().Packed(shards: 1000);
        database.Store(state);

        var page = await new SqliteDownloadTaskIndex(database.Database).ListAsync(
            state.Key.Space, null, new DownloadTaskQuery(), TaskStates.Epoch, TestContext.Current.CancellationToken);

        var (listed, totals) = Assert.Single(page.Items);
        Assert.Equal(new PackagingTotals(100_000, 100_000, 400_000, 1000, 1000), totals);
        Assert.Equal((state.Key, PackagingState.Packed, 0, 0), (listed.Key, listed.Packaging.State, listed.Packaging.Plan!.Shards.Length, listed.Packaging.Packed.Length));
        Assert.True((long)database.Scalar("SELECT length(summary) FROM download_task;")! < 4096);
    }

    [Fact]
    public async Task Store_OfAnotherGrainsState_LeavesTheListAlone()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var connection = database.Database.OpenConnection();
        var key = TestDatabase.Key("42").Select(pair => pair.Name == "@GrainTypeString" ? (pair.Name, "other") : pair).ToArray();

        TestDatabase.Scalar(
            connection, TestDatabase.Query(connection, "WriteToStorageKey"), [.. key, ("@GrainStateVersion", null), ("@PayloadBinary", "not json"u8.ToArray())]);

        Assert.Equal(0L, database.Scalar("SELECT count(*) FROM download_task;"));
        Assert.Equal(1L, database.Scalar("SELECT count(*) FROM OrleansStorage;"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"key":{"space":"retail"}}""")]
    public async Task Store_OfWhatTheListCannotRead_StoresNothing(string payload)
    {
        await using var database = await TestDatabase.CreateAsync();
        using var connection = database.Database.OpenConnection();

        Assert.Throws<SqliteException>(() => database.Store(connection, "retail/x", Encoding.UTF8.GetBytes(payload)));

        Assert.Equal(0L, database.Scalar("SELECT count(*) FROM OrleansStorage;"));
    }

    [Fact]
    public async Task ListUnfinished_OfManyTasks_FindsThoseThatNeedWork()
    {
        await using var database = await TestDatabase.CreateAsync();
        var states = Enumerable.Range(0, 1203).Select(index => index % 3 == 0 ? TaskStates.Submitted().Packed() : TaskStates.Submitted()).ToList();
        using (var connection = database.Database.OpenConnection())
        using (var transaction = connection.BeginTransaction())
        {
            states.ForEach(state => database.Store(connection, state));
            transaction.Commit();
        }

        var found = await new SqliteDownloadTaskIndex(database.Database).ListUnfinishedAsync(TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(states.Where(state => state.NeedsWork).Select(state => state.Key), found);
        Assert.Equal(802, found.Count);
    }
}
