using System.Text.Json;
using DbUp.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Database.Sqlite;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Database;

public sealed class SqliteSchemaTests : IDisposable
{
    private readonly TempDataFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_Twice_ChangesNothingTheSecondTime()
    {
        await using var database = new SqliteDatabase(_folder.Combine("new", "test.db"));
        await Schema(database).EnsureAsync(Cancellation);
        var before = Everything(database);

        await Schema(database).EnsureAsync(Cancellation);

        Assert.Equal(before, Everything(database));
        Assert.Equal((long)MigrationScripts.Sqlite.Length, TestDatabase.Scalar(database.OpenConnection(), "SELECT count(*) FROM schema_version;"));
    }

    [Fact]
    public async Task Migrate_ByManyAtOnce_HappensOnce()
    {
        var databases = Enumerable.Range(0, 8).Select(_ => new SqliteDatabase(_folder.Combine("test.db"))).ToList();

        await Task.WhenAll(databases.Select(database => Task.Run(() => Schema(database).EnsureAsync(Cancellation), Cancellation)));

        using var connection = databases[0].OpenConnection();
        Assert.Equal((long)MigrationScripts.Sqlite.Length, TestDatabase.Scalar(connection, "SELECT count(*) FROM schema_version;"));
        databases.ForEach(database => database.Dispose());
    }

    [Fact]
    public async Task Migrate_OfANewerVersionsSchema_Refuses()
    {
        await using var database = new SqliteDatabase(_folder.Combine("test.db"));
        await Schema(database).MigrateAsync([.. MigrationScripts.Sqlite, new SqlScript("9999_future.sql", "CREATE TABLE future (x);")], Cancellation);

        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(() => Schema(database).EnsureAsync(Cancellation));

        Assert.Contains("9999_future.sql", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_WithAStepThatFails_KeepsNothingOfIt()
    {
        await using var database = new SqliteDatabase(_folder.Combine("test.db"));
        var bad = new SqlScript("0004_bad.sql", "CREATE TABLE half (x); INSERT INTO nowhere VALUES (1);");

        await Assert.ThrowsAsync<DatabaseSchemaException>(() => Schema(database).MigrateAsync([.. MigrationScripts.Sqlite, bad], Cancellation));

        using var connection = database.OpenConnection();
        Assert.Equal(0L, TestDatabase.Scalar(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'half';"));
    }

    [Fact]
    public async Task Migrate_OfADatabaseWithTasks_CountsTheirChangesFromThereOn()
    {
        await using var database = new SqliteDatabase(_folder.Combine("test.db"));
        await Schema(database).MigrateAsync([.. MigrationScripts.Sqlite.Take(3)], Cancellation);
        using var connection = database.OpenConnection();
        var old = TaskStates.Submitted();
        Write(connection, old, null);
        Write(connection, TaskStates.Submitted(space: "finance"), null);

        await Schema(database).EnsureAsync(Cancellation);
        var before = (long)TestDatabase.Scalar(connection, "SELECT sequence FROM download_task_change WHERE space_id = 'retail';")!;
        Write(connection, old.Packed(), 1);

        Assert.Equal(before + 1, TestDatabase.Scalar(connection, "SELECT change_sequence FROM download_task WHERE space_id = 'retail';"));
        Assert.Equal(2L, TestDatabase.Scalar(connection, "SELECT count(*) FROM download_task_change;"));
    }

    [Fact]
    public async Task Migrate_OfADatabaseWithWebhooks_KeepsTheirEndpointsAsNamedNow()
    {
        await using var database = new SqliteDatabase(_folder.Combine("test.db"));
        await Schema(database).MigrateAsync([.. MigrationScripts.Sqlite.TakeWhile(step => step.Name != "0009_webhook_leases.sql")], Cancellation);
        using var connection = database.OpenConnection();
        TestDatabase.Scalar(connection, "INSERT INTO webhook_target (endpoint, space_id) VALUES ('crm', 'retail');");

        await Schema(database).EnsureAsync(Cancellation);

        Assert.True(TimeText.IsValid((string)TestDatabase.Scalar(connection, "SELECT seen_at FROM webhook_target WHERE endpoint = 'crm' AND space_id = 'retail';")!));
    }

    [Fact]
    public async Task OpenConnection_Always_SyncsEveryCommitToTheLog()
    {
        await using var database = new SqliteDatabase(_folder.Combine("test.db"));
        await Schema(database).EnsureAsync(Cancellation);
        using var connection = database.OpenConnection();

        Assert.Equal("wal", TestDatabase.Scalar(connection, "PRAGMA journal_mode;"));
        Assert.Equal(2L, TestDatabase.Scalar(connection, "PRAGMA synchronous;"));
        Assert.True((long)TestDatabase.Scalar(connection, "PRAGMA busy_timeout;")! > 0);
    }

    [Fact]
    public async Task Migrate_OfAFreshDatabase_LeavesItToItsOwner()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        await using var database = new SqliteDatabase(_folder.Combine("new", "test.db"));

        await Schema(database).EnsureAsync(Cancellation);

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(database.FilePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Combine("new")));
    }

    public void Dispose() => _folder.Dispose();

    private static void Write(SqliteConnection connection, DownloadTaskState state, int? version) => Assert.Equal(
        (long)(version ?? 0) + 1,
        TestDatabase.Scalar(
            connection,
            TestDatabase.Query(connection, "WriteToStorageKey"),
            [.. TestDatabase.Key(state.Key.ToString()), ("@GrainStateVersion", version), ("@PayloadBinary", JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Options))]));

    private static SqliteSchema Schema(SqliteDatabase database) => new(database, TimeProvider.System, NullLogger<SqliteSchema>.Instance);

    private static object? Everything(SqliteDatabase database)
    {
        using var connection = database.OpenConnection();
        return TestDatabase.Scalar(
            connection, "SELECT group_concat(name || coalesce(sql, '') || rootpage) || (SELECT group_concat(QueryKey || QueryText) FROM OrleansQuery) FROM sqlite_schema;");
    }
}
