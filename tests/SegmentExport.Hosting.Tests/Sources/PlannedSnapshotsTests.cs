using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Sources;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Sources;

/// <summary>Which states of sources tasks still need, as the database says.</summary>
public abstract class PlannedSnapshotsTests(DatabaseKind kind) : DatabaseTests(kind)
{
    [Fact]
    public async Task Find_AmongTasks_NamesTheStatesOfThoseThatAreStillPacked()
    {
        Database.StoreNew(TaskStates.Submitted());
        Database.StoreNew(Planned("v1", PackagingState.Running));
        Database.StoreNew(Planned("v1", PackagingState.Running));
        Database.StoreNew(Planned("v2-20260101T000000.000Z", PackagingState.Running));
        Database.StoreNew(Planned("v3", PackagingState.Packed));
        Database.StoreNew(Planned("v4", PackagingState.Failed));

        var versions = await new PlannedSnapshots(Database.Source).FindAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["v1", "v2-20260101T000000.000Z"], versions.Order());
    }

    private static DownloadTaskState Planned(string version, PackagingState state)
    {
        var task = TaskStates.Submitted();
        var failure = state == PackagingState.Failed ? new PackagingFailure("source_unavailable", "A test.") : null;
        return task with
        {
            Packaging = new()
            {
                State = state,
                Plan = new() { SourceVersion = version, Rows = 1, Shards = [new() { Index = 0, FirstRow = 0, Rows = 1 }] },
                Failure = failure,
                EndedAt = state == PackagingState.Running ? null : TaskStates.Epoch,
            },
        };
    }

    public sealed class OnSqlite() : PlannedSnapshotsTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : PlannedSnapshotsTests(DatabaseKind.Postgres);
}
