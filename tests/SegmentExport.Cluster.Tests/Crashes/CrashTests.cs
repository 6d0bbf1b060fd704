using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.Cluster.Tests.Faults;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.Cluster.Tests.Crashes;

/// <summary>A silo that crashes before or after each thing that is written: the task ends in one artifact, or in <c>closed</c> with a reason and nothing left.</summary>
public sealed class CrashTests(CrashCluster fixture) : IClassFixture<CrashCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What is about to be done to a task when a crash is armed.</summary>
    public enum Step
    {
        /// <summary>It is created.</summary>
        Create,

        /// <summary>It is approved or withdrawn; every shard is packed.</summary>
        Decide,
    }

    /// <summary>Everything on the way to a file; after each alone where it has to be quick.</summary>
    public static TheoryData<Step, CrashPoint> ToAFile { get; } = FaultCounts.IsFull
        ? new()
        {
            { Step.Create, CrashPoint.StateWriting },
            { Step.Create, CrashPoint.StateWritten },
            { Step.Create, CrashPoint.PartWriting },
            { Step.Create, CrashPoint.PartWritten },
            { Step.Create, CrashPoint.ResultReporting },
            { Step.Create, CrashPoint.ResultReported },
            { Step.Decide, CrashPoint.StateWriting },
            { Step.Decide, CrashPoint.StateWritten },
            { Step.Decide, CrashPoint.ReminderRegistering },
            { Step.Decide, CrashPoint.ReminderRegistered },
        }
        : new() { { Step.Create, CrashPoint.PartWritten }, { Step.Create, CrashPoint.ResultReporting }, { Step.Decide, CrashPoint.StateWritten }, { Step.Decide, CrashPoint.ReminderRegistered } };

    /// <summary>Everything on the way out.</summary>
    public static TheoryData<CrashPoint> Out { get; } =
        FaultCounts.IsFull ? [CrashPoint.StateWriting, CrashPoint.StateWritten, CrashPoint.PartsDeleting, CrashPoint.PartsDeleted] : [CrashPoint.PartsDeleted];

    [Theory]
    [MemberData(nameof(ToAFile))]
    public async Task Crash_OnTheWayToAFile_EndsInOneArtifact(Step step, CrashPoint point)
    {
        var task = await CrashAsync(step, point, "approve", "completed");

        Assert.Equal(fixture.Digest, await ClusterExport.DownloadAsync(fixture.Alice, task));
        Assert.Equal(CrashCluster.Shards, Files(task).Length);
        Assert.Equal("0,1,2,3,4", await ReadAsync("(SELECT string_agg(part ->> 'index', ',' ORDER BY part ->> 'index') FROM jsonb_array_elements(state #> '{packaging,packed}') AS part)", task));
        Assert.Equal("1", await ReadAsync("(SELECT count(*)::text FROM jsonb_array_elements(state -> 'history') AS entry WHERE entry ->> 'event' = 'approved')", task));
        Assert.Equal(1L, await RemindersAsync(task));
    }

    [Theory]
    [MemberData(nameof(Out))]
    public async Task Crash_OnTheWayOut_EndsInClosedWithNothingLeft(CrashPoint point)
    {
        var task = await CrashAsync(Step.Decide, point, "withdraw", "closed");

        await UntilDeletionIsRecordedAsync(task);
        Assert.Empty(Files(task));
        Assert.Equal("withdrawn", (await fixture.Alice.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("closeReason").GetString());
        Assert.Equal(0L, await RemindersAsync(task));
    }

    private async Task<string> CrashAsync(Step step, CrashPoint point, string action, string end)
    {
        if (step == Step.Create)
        {
            fixture.Crashes.Arm(point);
        }

        var task = await ClusterExport.CreateAsync(fixture.Alice);
        await fixture.Alice.WaitForAsync(task, state => ClusterExport.ShardsDone(state) == CrashCluster.Shards, Patience);
        if (step == Step.Decide)
        {
            fixture.Crashes.Arm(point);
        }

        await (action == "approve" ? fixture.Carol : fixture.Alice).SendForJsonAsync(HttpMethod.Post, $"{task}/{action}", new { comment = "go" });
        await fixture.Alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == end && fixture.Crashes.HasCrashed(point), Patience);
        var replacement = fixture.Cluster.StartSilo();
        await replacement.WaitUntilReadyAsync();
        Assert.Equal(2, fixture.Cluster.Silos.Count(silo => !silo.HasExited));
        return task;
    }

    /// <summary>Nobody but the database shows that a deletion is recorded.</summary>
    private async Task UntilDeletionIsRecordedAsync(string task)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (await ReadAsync("state ->> 'partsDeletedAt'", task) is null)
        {
            Assert.False(timeout.IsCancellationRequested, fixture.Cluster.Output);
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private string[] Files(string task)
    {
        var folder = Path.Combine(fixture.Cluster.Folder, "artifacts", "retail", Id(task));
        return FolderFiles.Of(folder, "*.part");
    }

    private async Task<string?> ReadAsync(string what, string task) => await fixture.Cluster.Database.ExecuteAsync(
        $"SELECT {what} FROM (SELECT convert_from(PayloadBinary, 'UTF8')::jsonb AS state FROM OrleansStorage WHERE GrainIdExtensionString = 'retail/{Id(task)}') AS record;") as string;

    private Task<object?> RemindersAsync(string task) => fixture.Cluster.Database.ExecuteAsync($"SELECT count(*) FROM OrleansReminders WHERE GrainId LIKE '%{Id(task)}';");

    private static string Id(string task) => task.Split('/')[^1];
}
