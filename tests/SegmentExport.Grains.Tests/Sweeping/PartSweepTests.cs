using Orleans.Configuration;
using SegmentExport.Abstractions.Sweeping;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Sweeping;

/// <summary>Parts that no task owns go; all others stay.</summary>
public sealed class PartSweepTests
{
    [Fact]
    public async Task Sweep_OfPartsOfUnknownTasks_DeletesThemAndNoOthers()
    {
        await using var cluster = await StartAsync();
        var completed = await new ExportTask(cluster).SubmittedAsync();
        await completed.CompletedAsync();
        var (running, gate) = await PackHalfAsync(cluster);
        var before = completed.Files.AddRange(running.Files);

        var orphan = await LeavePartAsync(cluster);

        await GoneAsync(orphan);
        Assert.Equal(before.AsEnumerable(), completed.Files.AddRange(running.Files));
        gate.SetResult();
        await running.CompletedAsync();
        Assert.Equal(await completed.DownloadAsync(), await running.DownloadAsync());
        Assert.Null(orphan.Stored);
    }

    [Fact]
    public async Task Sweep_OfPartsThatCameAfterTheOthersWereDeleted_DeletesThem()
    {
        await using var cluster = await StartAsync();
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.RejectAsync();
        await task.WaitForStoredAsync(state => state.PartsDeletedAt is not null);

        await LeavePartAsync(cluster, task);

        await GoneAsync(task);
        Assert.Equal(DownloadTaskStatus.Closed, (await task.GetAsync()).Value!.Status);
    }

    [Fact]
    public async Task Sweep_OfATaskThatIsCreatedMeanwhile_TakesNothingThatItOwns()
    {
        await using var cluster = await StartAsync(period: "01:00:00");
        await Parallel.ForAsync(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (race, _) =>
        {
            var task = await LeavePartAsync(cluster);
            var work = cluster.Client.GetGrain<IDownloadTaskWorkGrain>(task.Key.ToString());

            var sweeping = race % 2 == 0 ? work.SweepPartsAsync() : null;
            await task.SubmittedAsync();
            var outcome = await (sweeping ?? work.SweepPartsAsync());

            Assert.True(outcome is SweepOutcome.Deleted or SweepOutcome.Kept, $"Race {race}: {outcome}");
            var packed = await task.CompletedAsync();
            Assert.Equal(packed.Totals.ShardsTotal, task.Files.Length);
            Assert.NotEmpty(await task.DownloadAsync());
        });
    }

    [Fact]
    public async Task Sweep_WhereTheStoreFails_GoesOnWithTheOthersAndTriesAgain()
    {
        await using var cluster = await StartAsync();
        var (failures, rounds) = (0, 0);

        // As a request does that took too long: not the end of the sweep.
        cluster.Faults.Store.Listing = () => Interlocked.Increment(ref rounds) <= 2 ? throw new TaskCanceledException() : Task.CompletedTask;
        var orphans = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LeavePartAsync(cluster)));
        var failing = orphans.MinBy(task => task.Key.Task.Value)!;
        cluster.Faults.Store.Deleting = task => task == failing.Key && Interlocked.Increment(ref failures) <= 3
            ? throw new PackagingException(ErrorCodes.StoreUnavailable, "A test", isTransient: true)
            : Task.CompletedTask;

        await Task.WhenAll(orphans.Select(GoneAsync));

        Assert.Equal(4, failures);
        Assert.True(rounds > 2);
    }

    [Fact]
    public async Task Sweep_WhoseSiloIsKilledHalfWay_IsBegunAnewElsewhere()
    {
        await using var cluster = await StartAsync(silos: 3);
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Faults.Store.Deleting = _ =>
        {
            begun.TrySetResult();
            return gate.Task;
        };
        var orphans = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => LeavePartAsync(cluster)));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var sweep = cluster.Client.GetGrain<IPartSweepGrain>(0);

        await cluster.Cluster.KillSiloAsync(cluster.SiloOf(sweep)!);
        gate.SetResult();

        await Task.WhenAll(orphans.Select(GoneAsync));
    }

    private static Task<SegmentExportCluster> StartAsync(short silos = 1, string period = "00:00:01") => SegmentExportCluster.StartAsync(new()
    {
        Silos = silos,
        InMemory = true,
        Settings = Quick.With(("Sweep:Period", period)),
        Silo = silo => silo.Configure<ClusterMembershipOptions>(membership =>
        {
            (membership.ProbeTimeout, membership.NumMissedProbesLimit, membership.NumVotesForDeathDeclaration) = (TimeSpan.FromMilliseconds(500), 2, 1);
            (membership.TableRefreshTimeout, membership.IAmAliveTablePublishTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }),
    });

    /// <summary>Stores a part of a task, which need not exist.</summary>
    private static async Task<ExportTask> LeavePartAsync(SegmentExportCluster cluster, ExportTask? task = null)
    {
        task ??= new ExportTask(cluster);
        await using var part = await cluster.Faults.Store.CreatePartAsync(task.Key, 0, CancellationToken.None);
        part.Content.Write("nobody's"u8);
        await part.CommitAsync(CancellationToken.None);
        return task;
    }

    /// <summary>A task of eight shards, some packed, the others waiting at a gate.</summary>
    private static async Task<(ExportTask Task, TaskCompletionSource Gate)> PackHalfAsync(SegmentExportCluster cluster)
    {
        var gate = new TaskCompletionSource();
        cluster.Faults.Source.Opening = (shard, cancellationToken) => shard.Index < 4 ? Task.CompletedTask : gate.Task.WaitAsync(cancellationToken);
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.WaitForAsync(view => view.Totals.ShardsDone == 4);
        return (task, gate);
    }

    private static Task GoneAsync(ExportTask task) => task.EventuallyAsync(() => Task.FromResult(task.Files.IsEmpty), () => $"{task.Files.Length} files are left");
}
