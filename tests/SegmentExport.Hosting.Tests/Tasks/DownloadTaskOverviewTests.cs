using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Tasks;

/// <summary>What operators ask of the list: the oldest task that is not packed, and failures by code.</summary>
public abstract class DownloadTaskOverviewTests(DatabaseKind kind) : DatabaseTests(kind)
{
    [Fact]
    public async Task OldestWaiting_AmongPackedAndFailedOnes_IsTheOldestThatIsWorkedOn()
    {
        var index = Database.Index;
        Assert.Null(await index.FindOldestWaitingAsync(TestContext.Current.CancellationToken));
        var older = TaskStates.Submitted(at: TaskStates.Epoch.AddMinutes(2));
        Database.StoreNew(TaskStates.Submitted(at: TaskStates.Epoch).Packed());
        Database.StoreNew(Failed("source_unavailable", TaskStates.Epoch.AddMinutes(1)));
        Database.StoreNew(TaskStates.Submitted(at: TaskStates.Epoch.AddMinutes(3)));
        Database.StoreNew(older);

        var oldest = await index.FindOldestWaitingAsync(TestContext.Current.CancellationToken);

        Assert.Equal((older.Key, older.Submission.At), (oldest!.Task, oldest.SubmittedAt));
    }

    [Fact]
    public async Task Failures_ByCode_AreThoseSinceThen()
    {
        foreach (var (code, minute) in new[] { ("store_full", 1), ("source_unavailable", 2), ("source_unavailable", 4), ("rows_mismatch", 3), ("source_unavailable", 3) })
        {
            Database.StoreNew(Failed(code, TaskStates.Epoch.AddMinutes(minute)));
        }

        var failures = await Database.Index.CountFailuresAsync(TaskStates.Epoch.AddMinutes(2), TestContext.Current.CancellationToken);

        Assert.Equal([new("source_unavailable", 3, TaskStates.Epoch.AddMinutes(4)), new("rows_mismatch", 1, TaskStates.Epoch.AddMinutes(3))], failures);
    }

    private static DownloadTaskState Failed(string code, DateTimeOffset at)
    {
        var task = TaskStates.Submitted(at: at);
        return task with { Packaging = new() { State = PackagingState.Failed, Failure = new(code, "A test."), EndedAt = at } };
    }

    public sealed class OnSqlite() : DownloadTaskOverviewTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : DownloadTaskOverviewTests(DatabaseKind.Postgres);
}
