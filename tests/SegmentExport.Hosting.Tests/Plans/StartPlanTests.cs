using System.Globalization;
using System.Text.RegularExpressions;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Tasks;
using SegmentExport.Hosting.Tests.Support;

namespace SegmentExport.Hosting.Tests.Plans;

/// <summary>What a cluster asks of the database as it starts, and ever again, reads what lives: among 30,000 finished tasks no more pages than among none.</summary>
public sealed partial class StartPlanTests(FinishedTasks fixture) : IClassFixture<FinishedTasks>
{
    // Three spaces and ten tasks: some pages of a few indexes each. All of the list has thousands, the smallest of its indexes 100.
    private const int FewPages = 40;

    private static readonly DateTimeOffset Retained = FinishedTasks.Newest.AddDays(-300);

    [Theory]
    [InlineData("the schema's check")]
    [InlineData("unfinished")]
    [InlineData("live")]
    [InlineData("oldest waiting")]
    [InlineData("failures")]
    [InlineData("usage")]
    [InlineData("mark")]
    [InlineData("spaces")]
    [InlineData("due")]
    public void Statement_AmongManyFinishedTasks_ReadsFewPages(string name)
    {
        using var connection = fixture.Database.Source.OpenConnection();
        using var command = connection.CreateCommand(name switch
        {
            "the schema's check" => (string)fixture.Database.Scalar("SELECT prosrc FROM pg_proc WHERE proname = 'last_change';")!,
            "unfinished" => DownloadTaskIndex.Unfinished,
            "live" => DownloadTaskIndex.Live,
            "oldest waiting" => DownloadTaskIndex.OldestWaiting,
            "failures" => DownloadTaskIndex.Failures,
            "usage" => TaskUsageReader.Usage,
            "mark" => DownloadTaskChanges.Mark(fixture.Database.Sql),
            "spaces" => TaskArchive.Spaces,
            _ => TaskArchive.Due,
        });
        foreach (var (parameter, value) in Values.Where(pair => command.CommandText.Contains(pair.Name, StringComparison.Ordinal)))
        {
            command.Bind(parameter, value);
        }

        var plan = PostgresDatabaseOfTest.Plan(command);

        var pages = Pages().Match(plan).Groups[1].Value;
        Assert.True(int.Parse(pages, CultureInfo.InvariantCulture) <= FewPages, plan);
    }

    [Fact]
    public void Move_OfABatch_FindsRowsAndStatesByTheirKeys()
    {
        using var connection = fixture.Database.Source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand(TaskArchive.Move(200));
        command.Bind("@before", TimeText.Of(FinishedTasks.Newest));
        for (var task = 0; task < 200; task++)
        {
            command.Bind($"@space{task}", $"space-{(task + 1) % 3}");
            command.Bind($"@task{task}", $"task-{task + 1}");
        }

        var plan = PostgresDatabaseOfTest.Plan(command);
        transaction.Rollback();

        Assert.True(plan.Contains("using orleansstorage_pkey", StringComparison.Ordinal) && plan.Contains("using ux_download_task_key", StringComparison.Ordinal) && !plan.Contains("Seq Scan", StringComparison.Ordinal), plan);
        Assert.Contains("calls=200", plan, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, object Value)> Values =>
    [
        ("@after", 0L), ("@limit", 500), ("@since", TimeText.Of(FinishedTasks.Newest)), ("@space", "space-1"), ("@now", TimeText.Of(FinishedTasks.Newest)), ("@status", "expired"),
        ("@before", TimeText.Of(Retained)), ("@afterTime", ""), ("@afterTask", ""),
    ];

    [GeneratedRegex(@"Buffers: shared hit=(\d+)")]
    private static partial Regex Pages();
}
