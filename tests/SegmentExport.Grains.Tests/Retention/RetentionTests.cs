using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Retention;
using SegmentExport.Grains.Tests.Authorization;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Retention;

/// <summary>Tasks that ended long ago: files first, then the record, and to whoever asks nothing has changed but that they are archived.</summary>
public sealed class RetentionTests
{
    private static readonly string[] Users = ["alice", "bob", "carol", "erin", "frank", "mallory"];

    [Fact]
    public async Task Round_AfterTheTimeOfRetention_ArchivesWhatEndedAndNothingElse()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var cluster = await StartAsync(clock, period: "00:00:10");
        var (expired, closed) = await EndedAsync(cluster, clock);
        var waiting = await new ExportTask(cluster).SubmittedAsync();
        await waiting.WaitForStoredAsync(state => !state.NeedsWork);
        var before = (await expired.GetAsync()).Value!;

        // Twice: the round that is due by then, and one that sees the new time.
        clock.Advance(TimeSpan.FromDays(181));
        await expired.EventuallyAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(expired.Stored is null && closed.Stored is null);
            },
            () => "it is not archived");

        // What is in memory answers from there until it is collected.
        await cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        var after = await expired.WaitForAsync(view => view.IsArchived);
        Assert.Equal((before.Status, before.State.Revision, before.Totals, before.CloseReason), (after.Status, after.State.Revision, after.Totals, after.CloseReason));
        Assert.Equal(before.State.History.AsEnumerable(), after.State.History);
        Assert.Equal(before.State.Digests.AsEnumerable(), after.State.Digests);
        Assert.Equal([TaskAction.View], after.AllowedActions);
        Assert.Equal((DownloadTaskStatus.Closed, CloseReason.Withdrawn), ((await closed.GetAsync()).Value!.Status, (await closed.GetAsync()).Value!.CloseReason));
        Assert.NotNull(waiting.Stored);
        Assert.False((await waiting.GetAsync()).Value!.IsArchived);
        Assert.Equal([waiting.Key], await ListAsync(cluster, archived: false));
        Assert.Equal(new HashSet<TaskKey> { expired.Key, closed.Key }, (await ListAsync(cluster, archived: true)).ToHashSet());
    }

    [Fact]
    public async Task EveryCall_ByEverybody_IsAnsweredAsBeforeTheTaskWasArchived()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var cluster = await StartAsync(clock);
        var (expired, closed) = await EndedAsync(cluster, clock);
        var tasks = new[] { expired, closed };
        var before = await AnswersAsync(cluster, tasks);

        clock.Advance(TimeSpan.FromDays(181));
        await RunAsync(cluster);

        Assert.All(tasks, task => Assert.Null(task.Stored));
        Assert.Equal(before, await AnswersAsync(cluster, tasks));
        Assert.All(tasks, task => Assert.Null(task.Stored));
        Assert.Empty(await ListAsync(cluster, archived: true, "bob"));
    }

    [Fact]
    public async Task Round_WhereTheStoreFails_KeepsThatTaskUntilItsPartsAreGone()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var cluster = await StartAsync(clock);
        var (expired, closed) = await EndedAsync(cluster, clock);
        cluster.Faults.Store.Deleting = task => task == expired.Key ? throw new PackagingException(ErrorCodes.StoreUnavailable, "A test", isTransient: true) : Task.CompletedTask;
        await using (var part = await cluster.Faults.Store.CreatePartAsync(expired.Key, 0, CancellationToken.None))
        {
            part.Content.Write("left behind"u8);
            await part.CommitAsync(CancellationToken.None);
        }

        clock.Advance(TimeSpan.FromDays(181));
        await RunAsync(cluster);
        Assert.Equal((false, true), (expired.Stored is null, closed.Stored is null));

        cluster.Faults.Store.Deleting = null;
        await RunAsync(cluster);
        Assert.Null(expired.Stored);
        Assert.Empty(expired.Files);
    }

    [Fact]
    public async Task Round_ThatDiesHalfWay_IsMadeUpForByTheNext()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var cluster = await StartAsync(clock);
        var (expired, closed) = await EndedAsync(cluster, clock);
        using var dying = new CancellationTokenSource();

        // The round that the clock has begun gets no further either.
        cluster.Faults.Store.Deleting = async _ =>
        {
            await dying.CancelAsync();
            throw new OperationCanceledException();
        };
        clock.Advance(TimeSpan.FromDays(181));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(cluster, dying.Token));
        Assert.Equal((false, false), (expired.Stored is null, closed.Stored is null));

        cluster.Faults.Store.Deleting = null;
        await Task.WhenAll(RunAsync(cluster), RunAsync(cluster));
        await RunAsync(cluster);
        Assert.Equal(2, (await ListAsync(cluster, archived: true)).Count);
        Assert.Empty(await ListAsync(cluster, archived: false));
    }

    [Fact]
    public async Task Round_WithoutRetention_ArchivesNothing()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var cluster = await StartAsync(clock, ("Retention:KeepFor", "00:00:00"));
        var (expired, _) = await EndedAsync(cluster, clock);
        clock.Advance(TimeSpan.FromDays(3650));

        await RunAsync(cluster);

        Assert.NotNull(expired.Stored);
    }

    [Fact]
    public async Task Submit_WithTheKeyOfAnArchivedTask_AnswersThatTaskAndMakesNoOther()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var cluster = await StartAsync(clock);
        var request = ExportTask.Request();
        var task = await new ExportTask(cluster).SubmittedAsync(request: request);
        await task.WithdrawAsync();
        await task.WaitForStoredAsync(state => state.PartsDeletedAt is not null);
        clock.Advance(TimeSpan.FromDays(181));
        await RunAsync(cluster);

        // From memory and from the archive.
        for (var time = 0; time < 2; time++)
        {
            var again = await task.SubmitAsync(request: request);
            Assert.Equal((true, DownloadTaskStatus.Closed), (again.IsAccepted, again.Value!.Status));
            Assert.Equal(ErrorCodes.IdempotencyKeyReused, (await task.SubmitAsync(request: ExportTask.Request("nobody"))).Rejection!.Code);
            Assert.Null(task.Stored);
            await cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        }
    }

    [Fact]
    public async Task Approve_ByWhoIsBehindTheArchive_WritesNothingBack()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var cluster = await StartAsync(clock);
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.WaitForStoredAsync(state => !state.NeedsWork);

        // Withdrawn, cleared and archived while this activation has it in approval.
        var storage = cluster.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var (grain, record) = (task.Grain.GetGrainId(), new GrainState<DownloadTaskState>());
        await storage.ReadStateAsync("task", grain, record);
        record.State = record.State! with { Decision = record.State.Decision with { Kind = DecisionKind.Withdrawn, By = new("alice") }, PartsDeletedAt = clock.GetUtcNow() };
        await storage.WriteStateAsync("task", grain, record);
        clock.Advance(TimeSpan.FromDays(181));
        await RunAsync(cluster);

        await Assert.ThrowsAsync<InconsistentStateException>(() => task.ApproveAsync());

        Assert.Null(task.Stored);
        Assert.Equal(ErrorCodes.WrongState, (await task.ApproveAsync()).Rejection!.Code);
        Assert.True((await task.GetAsync()).Value!.IsArchived);
        Assert.Null(task.Stored);
    }

    private static Task<SegmentExportCluster> StartAsync(FakeTimeProvider clock, params (string Name, string Value)[] settings) =>
        SegmentExportCluster.StartAsync(new() { InMemory = true, Clock = clock, Settings = Quick.With([("Sweep:Period", "1.00:00:00"), .. settings]) });

    private static Task<SegmentExportCluster> StartAsync(FakeTimeProvider clock, string period) => StartAsync(clock, ("Sweep:Period", period));

    private static Task<bool> RunAsync(SegmentExportCluster cluster, CancellationToken cancellationToken = default) => cluster.Services.GetRequiredService<TaskRetention>().RunAsync(cancellationToken);

    /// <summary>One that was downloaded and has expired, and one that was withdrawn; the parts of both are gone.</summary>
    private static async Task<(ExportTask Expired, ExportTask Closed)> EndedAsync(SegmentExportCluster cluster, FakeTimeProvider clock)
    {
        var expired = await new ExportTask(cluster).SubmittedAsync();
        await expired.CompletedAsync();
        await expired.DownloadAsync();
        await expired.WaitForAsync(view => !view.State.Digests.IsEmpty);
        var closed = await new ExportTask(cluster).SubmittedAsync();
        await closed.WithdrawAsync();
        clock.Advance(TimeSpan.FromHours(25));
        await expired.GetAsync();
        await expired.WaitForStoredAsync(state => state.PartsDeletedAt is not null);
        await closed.WaitForStoredAsync(state => state.PartsDeletedAt is not null);
        return (expired, closed);
    }

    /// <summary>What each call of a task answers to each user, in words.</summary>
    private static async Task<List<string>> AnswersAsync(SegmentExportCluster cluster, IEnumerable<ExportTask> tasks)
    {
        var answers = new List<string>();
        foreach (var (task, user, name) in from task in tasks from user in Users from name in GrainMatrixTests.OfTasks.Keys select (task, user, name))
        {
            answers.Add($"{task.Key} {user} {name}: {await GrainMatrixTests.OfTasks[name](cluster.Client, task.Key, new Caller(new(user)))}");
        }

        return answers;
    }

    private static async Task<IReadOnlyList<TaskKey>> ListAsync(SegmentExportCluster cluster, bool archived, string user = "carol")
    {
        var page = (await cluster.Client.GetGrain<IDownloadTaskListGrain>(0).ListAsync(ExportTask.CallerOf(user), new("retail"), new() { Archived = archived })).Value!;
        Assert.All(page.Items, item => Assert.Equal(archived, item.IsArchived));
        return [.. page.Items.Select(item => item.State.Key)];
    }
}
