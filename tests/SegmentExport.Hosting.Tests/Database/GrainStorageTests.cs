using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Database;

/// <summary>The contract of grain storage, through the provider itself.</summary>
public abstract class GrainStorageTests(ClusterFixture fixture)
{
    private readonly IGrainStorage _storage = fixture.Cluster.Services.GetRequiredKeyedService<IGrainStorage>("Default");
    private readonly DbDataSource _database = fixture.Cluster.Services.GetRequiredService<DbDataSource>();

    [Fact]
    public async Task Write_ByAHundredAtOnceForTheFirstTime_LetsOneThrough()
    {
        var state = TaskStates.Submitted();
        using var start = new Barrier(4);
        var attempts = Enumerable.Range(0, 4).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Task.WhenAll(Enumerable.Range(0, 25).Select(index => Task.Run(() => TryWriteAsync(new GrainState<DownloadTaskState>(state with { Revision = (thread * 25) + index + 1 }), Id(state)))));
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());

        var faults = (await Task.WhenAll(attempts)).SelectMany(faults => faults).ToList();

        Assert.Equal(100, faults.Count);
        Assert.Single(faults, fault => fault is null);
        Assert.Equal(99, faults.Count(fault => fault is InconsistentStateException));
        Assert.Equal(1L, Count(state));
    }

    [Fact]
    public async Task Write_OfTheVersionThatWasRead_Succeeds()
    {
        var state = TaskStates.Submitted();
        var written = new GrainState<DownloadTaskState>(state);
        await _storage.WriteStateAsync("task", Id(state), written);
        written.State = state.Packed(3);
        await _storage.WriteStateAsync("task", Id(state), written);

        var read = new GrainState<DownloadTaskState>();
        await _storage.ReadStateAsync("task", Id(state), read);

        Assert.Equal("2", read.ETag);
        Assert.True(read.RecordExists);
        Assert.Equal(Json(state.Packed(3)), Json(read.State));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    [InlineData(null)]
    public async Task Write_OfAnotherVersion_IsAConflictAndChangesNothing(string? version)
    {
        var state = TaskStates.Submitted();
        var written = new GrainState<DownloadTaskState>(state);
        await _storage.WriteStateAsync("task", Id(state), written);
        await _storage.WriteStateAsync("task", Id(state), written);

        var stale = new GrainState<DownloadTaskState>(state.Packed()) { ETag = version };
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("task", Id(state), stale));

        var read = new GrainState<DownloadTaskState>();
        await _storage.ReadStateAsync("task", Id(state), read);
        Assert.Equal(("2", Json(state)), (read.ETag, Json(read.State)));
    }

    [Fact]
    public async Task Write_OfAVersionWhereThereIsNothing_IsAConflict()
    {
        var state = TaskStates.Submitted();

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => _storage.WriteStateAsync("task", Id(state), new GrainState<DownloadTaskState>(state) { ETag = "1" }));

        Assert.Equal(0L, Count(state));
    }

    [Fact]
    public async Task Read_WhereThereIsNothing_SaysSo()
    {
        var read = new GrainState<DownloadTaskState>();

        await _storage.ReadStateAsync("task", Id(TaskStates.Submitted()), read);

        Assert.Equal((false, null), (read.RecordExists, read.ETag));
    }

    [Fact]
    public async Task Clear_OfTheVersionThatWasRead_TakesTheTaskFromTheListAndCanBeWrittenAgain()
    {
        var state = TaskStates.Submitted();
        var record = new GrainState<DownloadTaskState>(state);
        await _storage.WriteStateAsync("task", Id(state), record);

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => _storage.ClearStateAsync("task", Id(state), new GrainState<DownloadTaskState>(state) { ETag = "7", RecordExists = true }));
        Assert.Equal(1L, Listed(state));
        await _storage.ClearStateAsync("task", Id(state), record);
        Assert.Equal(0L, Listed(state));

        record.State = state;
        await _storage.WriteStateAsync("task", Id(state), record);
        Assert.Equal(1L, Listed(state));
    }

    [Fact]
    public async Task Write_OfATask_BindsTheStatesNameAndTheGrainsKey()
    {
        // What the migration's comment says, and the triggers rely on.
        var state = TaskStates.Submitted();
        await _storage.WriteStateAsync("task", Id(state), new GrainState<DownloadTaskState>(state));

        using var connection = _database.OpenConnection();
        Assert.Equal(
            $"task|{state.Key}|0|0",
            TestDatabase.Scalar(
                connection,
                "SELECT GrainTypeString || '|' || GrainIdExtensionString || '|' || GrainIdN0 || '|' || GrainIdN1 FROM OrleansStorage WHERE GrainIdExtensionString = @key;",
                ("@key", state.Key.ToString())));
    }

    [Fact]
    public async Task Write_OfAGrainWithoutAStringKey_IsFoundAgain()
    {
        var id = GrainId.Create("numbered", GrainIdKeyExtensions.CreateIntegerKey(42).ToString()!);
        await _storage.WriteStateAsync("other", id, new GrainState<DownloadTaskState>(TaskStates.Submitted()));
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => _storage.WriteStateAsync("other", id, new GrainState<DownloadTaskState>(TaskStates.Submitted())));

        var read = new GrainState<DownloadTaskState>();
        await _storage.ReadStateAsync("other", id, read);

        Assert.Equal("1", read.ETag);
    }

    private static GrainId Id(DownloadTaskState state) => GrainId.Create("downloadtask", state.Key.ToString());

    private static string Json(DownloadTaskState? state) => System.Text.Json.JsonSerializer.Serialize(state, StateJson.Options);

    private async Task<Exception?> TryWriteAsync(GrainState<DownloadTaskState> state, GrainId id)
    {
        try
        {
            await _storage.WriteStateAsync("task", id, state);
            return null;
        }
        catch (InconsistentStateException conflict)
        {
            return conflict;
        }
    }

    private object? Count(DownloadTaskState state)
    {
        using var connection = _database.OpenConnection();
        return TestDatabase.Scalar(connection, "SELECT count(*) FROM OrleansStorage WHERE GrainIdExtensionString = @key;", ("@key", state.Key.ToString()));
    }

    private object? Listed(DownloadTaskState state)
    {
        using var connection = _database.OpenConnection();
        return TestDatabase.Scalar(connection, "SELECT count(*) FROM download_task WHERE task_id = @task;", ("@task", state.Key.Task.Value));
    }

    public sealed class OnSqlite(SqliteCluster cluster) : GrainStorageTests(cluster), IClassFixture<SqliteCluster>;

    public sealed class OnPostgres(PostgresCluster cluster) : GrainStorageTests(cluster), IClassFixture<PostgresCluster>;
}
