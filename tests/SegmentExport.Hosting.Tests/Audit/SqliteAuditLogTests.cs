using Microsoft.Data.Sqlite;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Audit;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Audit;

public sealed class SqliteAuditLogTests
{
    private static readonly AuditEntry Entry = new()
    {
        At = TaskStates.Epoch,
        Space = new("retail"),
        Task = TaskId.New(TaskStates.Epoch),
        Actor = new UserId("alice"),
        Action = "download",
        Outcome = "ok",
        Rows = 12,
        Fields = [new("user_id"), new("phone")],
        Container = "gzip",
        Range = "bytes=0-99",
        TraceId = new string('a', 32),
    };

    [Fact]
    public async Task Append_OfAnEntry_KeepsAllOfIt()
    {
        await using var database = await TestDatabase.CreateAsync();

        await new SqliteAuditLog(database.Database).AppendAsync(Entry, TestContext.Current.CancellationToken);

        Assert.Equal(
            $"2026-11-11T08:00:00.0000000Z|retail|{Entry.Task}|alice|download|ok|12|[\"user_id\",\"phone\"]|gzip|bytes=0-99|{Entry.TraceId}",
            database.Scalar("SELECT concat_ws('|', at, space_id, task_id, actor, action, outcome, row_count, fields, container, range, trace_id) FROM audit;"));
    }

    [Fact]
    public async Task Append_OfAnEntryWithLittleInIt_KeepsNulls()
    {
        await using var database = await TestDatabase.CreateAsync();
        var entry = new AuditEntry { At = TaskStates.Epoch, Space = new("retail"), Action = "list", Outcome = "ok" };

        await new SqliteAuditLog(database.Database).AppendAsync(entry, TestContext.Current.CancellationToken);

        Assert.Equal(1L, database.Scalar("SELECT count(*) FROM audit WHERE coalesce(task_id, actor, row_count, fields, container, range, trace_id) IS NULL;"));
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'bob';")]
    [InlineData("DELETE FROM audit;")]
    public async Task Change_OfARow_IsRefused(string sql)
    {
        await using var database = await TestDatabase.CreateAsync();
        await new SqliteAuditLog(database.Database).AppendAsync(Entry, TestContext.Current.CancellationToken);

        Assert.Throws<SqliteException>(() => database.Scalar(sql));

        Assert.Equal("alice", database.Scalar("SELECT actor FROM audit;"));
    }

    [Fact]
    public async Task Append_WithoutATable_SaysThatTheAuditIsUnavailable()
    {
        await using var database = await TestDatabase.CreateAsync();
        database.Scalar("DROP TABLE audit;");

        await Assert.ThrowsAsync<AuditUnavailableException>(
            async () => await new SqliteAuditLog(database.Database).AppendAsync(Entry, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Append_WithoutAFolder_SaysThatTheAuditIsUnavailable()
    {
        await using var database = new SqliteDatabase(Path.Combine(Path.GetTempPath(), "segment-export-nowhere", "test.db"));

        await Assert.ThrowsAsync<AuditUnavailableException>(
            async () => await new SqliteAuditLog(database).AppendAsync(Entry, TestContext.Current.CancellationToken));
    }
}
