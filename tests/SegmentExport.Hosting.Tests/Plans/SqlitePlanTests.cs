using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Plans;

/// <summary>SQLite reads indexes, in order, and no more than it has to.</summary>
public sealed class SqlitePlanTests() : DatabaseTests(DatabaseKind.Sqlite)
{
    [Theory]
    [InlineData(null, null, "ix_download_task_newest")]
    [InlineData("alice", null, "ix_download_task_submitter_status (space_id=? AND submitter=? AND stored_status=?")]
    [InlineData("alice", DownloadTaskStatus.Expired, "ix_download_task_submitter_status (space_id=? AND submitter=? AND stored_status=?")]
    [InlineData(null, DownloadTaskStatus.InApproval, "ix_download_task_status")]
    [InlineData(null, DownloadTaskStatus.Expired, "ix_download_task_status")]
    public void List_OfAPage_ReadsAnIndexInOrder(string? submitter, DownloadTaskStatus? status, string expected)
    {
        var steps = Plan(ListQueries.Page(Database, submitter, status, null));

        Assert.Contains(steps, step => step.StartsWith("SEARCH", StringComparison.Ordinal) && step.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null, "ix_download_task_name (space_id=? AND segment_name=? AND stored_status=?")]
    [InlineData(null, DownloadTaskStatus.Completed, "ix_download_task_name (space_id=? AND segment_name=? AND stored_status=?")]
    [InlineData("alice", DownloadTaskStatus.Closed, "ix_download_task_submitter_name (space_id=? AND submitter=? AND segment_name=? AND stored_status=?")]
    public void List_BySearch_ReadsAnIndexOnNames(string? submitter, DownloadTaskStatus? status, string expected)
    {
        var steps = Plan(new(Database.Sql, new("retail"), submitter is null ? null : new(submitter), new() { Status = status }, ["高价值客户"], TaskStates.Epoch));

        Assert.Contains(steps, step => step.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN task", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ReadRangeRows1Key", 1)]
    [InlineData("ReadRangeRows2Key", 2)]
    public void Reminders_OfARange_ReadTheIndexOnHashes(string query, int searches)
    {
        using var connection = Database.Source.OpenConnection();
        using var command = ListQueries.Range(connection, query, 1, 2);

        var steps = SqliteTestDatabase.Plan(command);

        Assert.Equal(searches, steps.Count(step => step.StartsWith("SEARCH", StringComparison.Ordinal) && step.Contains("ix_reminders_hash", StringComparison.Ordinal)));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    private List<string> Plan(Hosting.Tasks.DownloadTaskListQuery query)
    {
        using var connection = Database.Source.OpenConnection();
        using var command = connection.CreateCommand();
        query.Apply(command);
        return SqliteTestDatabase.Plan(command);
    }
}
