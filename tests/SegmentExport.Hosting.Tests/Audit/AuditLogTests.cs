using System.Data.Common;
using Npgsql;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Audit;
using SegmentExport.Hosting.Database.Sqlite;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Audit;

public abstract class AuditLogTests(DatabaseKind kind) : DatabaseTests(kind)
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
        await new AuditLog(Database.Source).AppendAsync(Entry, TestContext.Current.CancellationToken);

        Assert.Equal(
            $"2026-11-11T08:00:00.0000000Z|retail|{Entry.Task}|alice|download|ok|12|[\"user_id\",\"phone\"]|gzip|bytes=0-99|{Entry.TraceId}",
            Database.Scalar("SELECT concat_ws('|', at, space_id, task_id, actor, action, outcome, row_count, fields, container, range, trace_id) FROM audit;"));
    }

    [Fact]
    public async Task Append_OfAnEntryWithLittleInIt_KeepsNulls()
    {
        var entry = new AuditEntry { At = TaskStates.Epoch, Space = new("retail"), Action = "list", Outcome = "ok" };

        await new AuditLog(Database.Source).AppendAsync(entry, TestContext.Current.CancellationToken);

        Assert.Equal(1L, Database.Scalar("SELECT count(*) FROM audit WHERE coalesce(task_id, actor, CAST(row_count AS TEXT), fields, container, range, trace_id) IS NULL;"));
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'bob';")]
    [InlineData("DELETE FROM audit;")]
    public async Task Change_OfARow_IsRefused(string sql)
    {
        await new AuditLog(Database.Source).AppendAsync(Entry, TestContext.Current.CancellationToken);

        Assert.ThrowsAny<DbException>(() => Database.Scalar(sql));

        Assert.Equal("alice", Database.Scalar("SELECT actor FROM audit;"));
    }

    [Fact]
    public async Task Append_WithoutATable_SaysThatTheAuditIsUnavailable()
    {
        Database.Scalar("DROP TABLE audit;");

        await Assert.ThrowsAsync<AuditUnavailableException>(
            async () => await new AuditLog(Database.Source).AppendAsync(Entry, TestContext.Current.CancellationToken));
    }

    public sealed class OnSqlite() : AuditLogTests(DatabaseKind.Sqlite)
    {
        [Fact]
        public async Task Append_WithoutAFolder_SaysThatTheAuditIsUnavailable()
        {
            await using var database = new SqliteDatabase(Path.Combine(Path.GetTempPath(), "segment-export-nowhere", "test.db"));

            await Assert.ThrowsAsync<AuditUnavailableException>(
                async () => await new AuditLog(database).AppendAsync(Entry, TestContext.Current.CancellationToken));
        }
    }

    public sealed class OnPostgres() : AuditLogTests(DatabaseKind.Postgres)
    {
        [Theory]
        [InlineData("UPDATE audit SET actor = 'bob';")]
        [InlineData("DELETE FROM audit;")]
        [InlineData("TRUNCATE audit;")]
        public async Task Change_ByASilosRole_IsNotAllowed(string sql)
        {
            await using var connection = await Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);

            var fault = Assert.Throws<PostgresException>(() => TestDatabase.Scalar(connection, sql));

            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, fault.SqlState);
        }

        [Fact]
        public void Truncate_ByWhoeverMayDoAnything_IsRefused() => Assert.ThrowsAny<DbException>(() => Database.Scalar("TRUNCATE audit;"));
    }
}
