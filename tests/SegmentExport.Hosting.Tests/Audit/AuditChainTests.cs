using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Audit;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Audit;

/// <summary>Whatever somebody with all rights in the database does to the audit, the verifier finds it.</summary>
public abstract class AuditChainTests(DatabaseKind kind) : DatabaseTests(kind)
{
    private readonly TempDataFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AuditSql Sql => Kind == DatabaseKind.Sqlite ? AuditSql.Sqlite : AuditSql.Postgres;

    private AuditAnchor Anchor => new(
        Options.Create(new AuditOptions { AnchorPath = _folder.Path }), new DataPaths(Options.Create(new SegmentExportOptions()), Options.Create(new ArtifactOptions())));

    private string AnchorFile => _folder.Combine("head");

    [Fact]
    public async Task Verify_OfAnAuditThatNobodyTouched_FindsNothing()
    {
        await WriteAsync(windows: 3, rows: 4);
        await AppendAsync("retail");

        var report = await VerifyAsync();

        Assert.Empty(report.Findings);
        Assert.Equal((3L, 24L, 1L), (report.Windows, report.Rows, report.Unsealed));
        Assert.Equal($"3 {report.Head}\n", await File.ReadAllTextAsync(AnchorFile, Cancellation));
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'mallory' WHERE audit_id = 5;", "Window 1")]
    [InlineData("UPDATE audit SET at = at || ' ' WHERE audit_id = 12;", "Window 2")]
    [InlineData("UPDATE audit SET task_id = NULL WHERE audit_id = 12;", "Window 2")]
    [InlineData("UPDATE audit SET space_id = 'bank' WHERE audit_id = 1;", "Window 1")]
    [InlineData("UPDATE audit SET fields = container, container = fields WHERE audit_id = 20;", "Window 3")]
    [InlineData("DELETE FROM audit WHERE audit_id = 10;", "Window 2")]
    [InlineData("DELETE FROM audit WHERE audit_id BETWEEN 9 AND 16;", "Window 2")]
    [InlineData("DELETE FROM audit WHERE space_id = 'bank';", "'bank'")]
    [InlineData("DELETE FROM audit WHERE audit_id = 24;", "Window 3")]
    [InlineData("UPDATE audit_seal SET row_count = row_count - 1 WHERE space_id = 'retail' AND number = 2;", "Window 2")]
    [InlineData("UPDATE audit_window SET sealed_at = 'later' WHERE number = 2;", "Window 2")]
    [InlineData("DELETE FROM audit_seal WHERE space_id = 'bank' AND number = 2;", "Window 2")]
    [InlineData("DELETE FROM audit_seal WHERE window_number = 2; DELETE FROM audit_window WHERE number = 2;", "Windows 2 to 2 are missing")]
    [InlineData("DELETE FROM audit_seal WHERE window_number = 3; DELETE FROM audit_window WHERE number = 3; DELETE FROM audit WHERE audit_id > 16;", "its end was cut off")]
    [InlineData("DELETE FROM audit_seal; DELETE FROM audit_window; DELETE FROM audit;", "its end was cut off")]
    public async Task Verify_AfterAnyChange_SaysWhere(string change, string expected)
    {
        await WriteAsync(windows: 3, rows: 4);

        Force(change);

        var report = await VerifyAsync();
        Assert.Contains(report.Findings, finding => finding.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_OfARowThatWasPutInBetween_SaysWhere()
    {
        await WriteAsync(windows: 3, rows: 4);
        var position = Kind == DatabaseKind.Sqlite ? "audit_id" : "position";

        // A row taken away and put back as another one, in its very place.
        Force($"UPDATE audit SET outcome = 'not_permitted' WHERE {position} = (SELECT min({position}) FROM audit);");

        Assert.Single((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Seal_BehindAnEndThatWasCutOff_StopsAndLeavesTheAnchor()
    {
        await WriteAsync(windows: 3, rows: 4);
        var anchored = await File.ReadAllTextAsync(AnchorFile, Cancellation);
        Force("DELETE FROM audit_seal WHERE window_number = 3; DELETE FROM audit_window WHERE number = 3; DELETE FROM audit WHERE audit_id > 16;");

        await WriteAsync(windows: 2, rows: 4);

        Assert.Equal(anchored, await File.ReadAllTextAsync(AnchorFile, Cancellation));
        Assert.NotEmpty((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Verify_OfAnAuditThatWasWrittenAnew_FindsThatTheAnchorIsAnother()
    {
        await WriteAsync(windows: 2, rows: 4);
        var anchored = await File.ReadAllTextAsync(AnchorFile, Cancellation);
        Force("DELETE FROM audit_seal; DELETE FROM audit_window; UPDATE audit SET actor = 'mallory';");
        File.Delete(AnchorFile);
        await FinalAsync();
        await SealAsync();
        Assert.Empty((await VerifyAsync()).Findings);

        await File.WriteAllTextAsync(AnchorFile, anchored, Cancellation);

        Assert.NotEmpty((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Verify_WithoutAnAnchor_SaysWhatThatMeans()
    {
        await WriteAsync(windows: 1, rows: 4);
        File.Delete(AnchorFile);

        Assert.Contains("There is no anchor", Assert.Single((await VerifyAsync()).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_ByManyAtOnce_WhileRowsAreWritten_MakesOneChainOfAllRows()
    {
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(
            async () =>
            {
                for (var row = 0; row < 25; row++)
                {
                    await AppendAsync(writer % 2 == 0 ? "retail" : "bank");
                }
            },
            Cancellation)));
        while (!writing.IsCompleted)
        {
            await Task.WhenAll(SealAsync(), SealAsync(), SealAsync());
        }

        await writing;
        await FinalAsync();
        await SealAsync();

        var report = await VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal((200L, 0L), (report.Rows, report.Unsealed));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Does what the triggers forbid.</summary>
    private void Force(string change)
    {
        foreach (var statement in Unlock.Append(change))
        {
            Database.Scalar(statement);
        }
    }

    private IEnumerable<string> Unlock => Kind == DatabaseKind.Postgres
        ? ["ALTER TABLE audit DISABLE TRIGGER USER; ALTER TABLE audit_window DISABLE TRIGGER ALL; ALTER TABLE audit_seal DISABLE TRIGGER ALL;"]
        : ((string[])["audit_no_update", "audit_no_delete", "audit_window_no_update", "audit_window_no_delete", "audit_seal_no_update", "audit_seal_no_delete"])
            .Select(trigger => $"DROP TRIGGER IF EXISTS tr_{trigger};");

    private async Task WriteAsync(int windows, int rows)
    {
        for (var window = 0; window < windows; window++)
        {
            for (var row = 0; row < rows; row++)
            {
                await AppendAsync("retail");
                await AppendAsync("bank");
            }

            await FinalAsync();
            await SealAsync();
        }
    }

    /// <summary>Waits for transactions of other tests on the same server, below which nothing is sealed.</summary>
    private async Task FinalAsync()
    {
        while (Kind == DatabaseKind.Postgres && Database.Scalar("SELECT max(position) <= last_final_change() FROM audit;") is not true)
        {
            await Task.Delay(10, Cancellation);
        }
    }

    private ValueTask AppendAsync(string space) => new AuditLog(Database.Source).AppendAsync(
        new()
        {
            At = TaskStates.Epoch,
            Space = new(space),
            Task = TaskId.New(TaskStates.Epoch),
            Actor = new UserId("alice"),
            Action = "download",
            Outcome = "ok",
            Rows = 12,
            Fields = [new("user_id")],
            Container = "gzip",
        },
        Cancellation);

    private Task SealAsync() => new AuditSealer(Database.Source, Sql, Anchor, TimeProvider.System, NullLogger<AuditSealer>.Instance).SealAsync(Cancellation);

    private Task<AuditReport> VerifyAsync() => new AuditVerifier(Database.Source, Sql, Anchor).VerifyAsync(Cancellation);

    public sealed class OnSqlite() : AuditChainTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : AuditChainTests(DatabaseKind.Postgres)
    {
        [Fact]
        public async Task Seal_WhileAnEarlierTransactionRuns_WaitsForItAndHoldsUpNobody()
        {
            await using var slow = await Database.Source.OpenConnectionAsync(Cancellation);
            await using var transaction = await slow.BeginTransactionAsync(Cancellation);
            TestDatabase.Scalar(slow, "INSERT INTO audit (at, space_id, action, outcome) VALUES ('2026-11-11T08:00:00.0000000Z', 'retail', 'list', 'ok');");
            await AppendAsync("retail");
            await SealAsync();
            Assert.Equal((0L, 0L), ((await VerifyAsync()).Windows, (await VerifyAsync()).Rows));

            await transaction.CommitAsync(Cancellation);
            await FinalAsync();
            await SealAsync();

            var report = await VerifyAsync();
            Assert.Equal((1L, 2L, 0L), (report.Windows, report.Rows, report.Unsealed));
            Assert.Empty(report.Findings);
        }

        [Theory]
        [InlineData("UPDATE audit_window SET hash = 'a';")]
        [InlineData("DELETE FROM audit_seal;")]
        [InlineData("TRUNCATE audit_seal;")]
        public async Task Change_OfSealsByASilosRole_IsNotAllowed(string sql)
        {
            await using var connection = await Database.Source.OpenConnectionAsync(Cancellation);

            Assert.ThrowsAny<DbException>(() => TestDatabase.Scalar(connection, sql));
        }
    }
}
