using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Tasks;
using SegmentExport.Hosting.Tests.Support;

namespace SegmentExport.Hosting.Tests.Plans;

/// <summary>PostgreSQL reads indexes, in order, once there are enough rows that its planner has a choice.</summary>
public sealed class PostgresPlanTests(PlannedDatabase fixture) : IClassFixture<PlannedDatabase>
{
    [Theory]
    [InlineData(null, null, "ix_download_task_newest")]
    [InlineData("user-7", null, "ix_download_task_submitter_status")]
    [InlineData("user-7", DownloadTaskStatus.Completed, "ix_download_task_submitter_status")]
    [InlineData(null, DownloadTaskStatus.InApproval, "ix_download_task_status")]
    [InlineData(null, DownloadTaskStatus.Closed, "ix_download_task_status")]
    [InlineData(null, DownloadTaskStatus.Expired, "ix_download_task_status")]
    public void List_OfAPage_ReadsAnIndexInOrder(string? submitter, DownloadTaskStatus? status, string expected)
    {
        var plan = Plan(submitter, status, null);

        Assert.True(plan.Contains($"Index Scan using {expected}", StringComparison.Ordinal), plan);
        Assert.False(plan.Contains("Seq Scan", StringComparison.Ordinal) || plan.Contains("Sort  ", StringComparison.Ordinal), plan);
    }

    [Theory]
    [InlineData(null, null, "ix_download_task_name")]
    [InlineData(null, DownloadTaskStatus.Completed, "ix_download_task_name")]
    [InlineData(null, DownloadTaskStatus.Expired, "ix_download_task_name")]
    [InlineData("user-7", null, "ix_download_task_submitter_name")]
    [InlineData("user-7", DownloadTaskStatus.Closed, "ix_download_task_submitter_name")]
    public void List_BySearch_ReadsAPageEachOfNamesAndFetchesOnlyTheWholePage(string? submitter, DownloadTaskStatus? status, string expected)
    {
        var plan = Plan(submitter, status, ["name-3", "name-5"]);

        Assert.Matches($@"using {expected} on .*\n.*\n.*segment_name = name\.value\) AND \(\S+stored_status = ", plan);
        Assert.True(plan.Contains("using ux_download_task_key", StringComparison.Ordinal) && !plan.Contains("Seq Scan", StringComparison.Ordinal), plan);
    }

    [Fact]
    public void Names_OfASpace_HopOverTheIndex()
    {
        using var connection = fixture.Database.Source.OpenConnection();
        using var command = connection.CreateCommand(DownloadTaskIndex.SegmentNames("download_task"));
        command.Bind("@space", "retail");

        var plan = PostgresDatabaseOfTest.Plan(command);

        Assert.True(plan.Split("Index Only Scan using ix_download_task_name").Length == 3 && !plan.Contains("Seq Scan", StringComparison.Ordinal), plan);
    }

    [Fact]
    public void Unfinished_AfterATask_ReadTheirOwnIndex()
    {
        using var connection = fixture.Database.Source.OpenConnection();
        using var command = connection.CreateCommand(DownloadTaskIndex.Unfinished);
        command.Bind("@after", 1000L);
        command.Bind("@limit", 500);

        Assert.Contains("using ix_download_task_work", PostgresDatabaseOfTest.Plan(command), StringComparison.Ordinal);
    }

    [Fact]
    public void Owners_AmongTwoHundredTasks_AreFoundByTheirKeys()
    {
        using var connection = fixture.Database.Source.OpenConnection();
        using var command = connection.CreateCommand(DownloadTaskIndex.Owners(200));
        for (var task = 0; task < 200; task++)
        {
            command.Bind($"@space{task}", "retail");
            command.Bind($"@task{task}", $"{task:x32}");
        }

        var plan = PostgresDatabaseOfTest.Plan(command);

        Assert.True(plan.Contains("using ux_download_task_key", StringComparison.Ordinal) && !plan.Contains("Seq Scan", StringComparison.Ordinal), plan);
    }

    [Theory]
    [InlineData("ReadRangeRows1Key", 1_000_000, 50_000_000, 1)]
    [InlineData("ReadRangeRows2Key", 2_100_000_000, -2_100_000_000, 2)]
    public void Reminders_OfARange_ReadTheIndexOnHashes(string query, int begin, int end, int scans)
    {
        using var connection = fixture.Database.Source.OpenConnection();
        using var command = ListQueries.Range(connection, query, begin, end);

        var plan = PostgresDatabaseOfTest.Plan(command);

        Assert.Equal(scans, plan.Split("ix_reminders_hash").Length - 1);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    private string Plan(string? submitter, DownloadTaskStatus? status, IReadOnlyCollection<string>? names)
    {
        using var connection = fixture.Database.Source.OpenConnection();
        using var command = connection.CreateCommand();
        ListQueries.Page(fixture.Database, submitter, status, names).Apply(command);
        return PostgresDatabaseOfTest.Plan(command);
    }
}
