using System.Diagnostics;
using Orleans.Configuration;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Packaging;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Telemetry;

namespace SegmentExport.Grains.Tests.Packaging;

/// <summary>Silos, schedulers and processes that are lost in the middle: the file is the same as if nothing had happened.</summary>
public sealed class LossTests
{
    private const int Shards = 24;

    public enum Role
    {
        /// <summary>A silo that packs, and neither of the others.</summary>
        Packer,

        /// <summary>The silo of the task.</summary>
        Task,

        /// <summary>The silo of the scheduler.</summary>
        Scheduler,
    }

    [Theory]
    [InlineData(Role.Packer)]
    [InlineData(Role.Task)]
    [InlineData(Role.Scheduler)]
    public async Task Silo_KilledWhileItPacks_LosesNothing(Role role)
    {
        await using var cluster = await StartAsync(silos: 4);
        var expected = await PackUndisturbedAsync(cluster);
        var (task, gate) = await PackHalfAsync(cluster);
        var scheduler = cluster.Client.GetGrain<IPackagingSchedulerGrain>(0);
        var (taskSilo, schedulerSilo) = (cluster.SiloOf(task.Grain)!, cluster.SiloOf(scheduler)!);
        var lost = role switch
        {
            Role.Task => taskSilo,
            Role.Scheduler => schedulerSilo,
            _ => cluster.Cluster.Silos.First(silo => silo != taskSilo && silo != schedulerSilo),
        };

        await cluster.Cluster.KillSiloAsync(lost);
        gate.SetResult();

        // Nobody reads the task until it is packed: its own cluster brings it back.
        var stored = await task.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Packed);
        Assert.Equal(Shards, stored.Packaging.Packed.Length);
        await task.CompletedAsync();
        Assert.Equal(expected, await task.DownloadAsync());
        Assert.Equal(Shards, task.Files.Length);
    }

    [Fact]
    public async Task Scheduler_ThatIsLost_IsRebuiltFromTheUnfinishedTasks()
    {
        await using var cluster = await StartAsync(silos: 1);
        var expected = await PackUndisturbedAsync(cluster);
        var (task, gate) = await PackHalfAsync(cluster);

        await cluster.Cluster.DeactivateAsync(cluster.Client.GetGrain<IPackagingSchedulerGrain>(0));
        gate.SetResult();

        await task.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Packed);
        await task.CompletedAsync();
        Assert.Equal(expected, await task.DownloadAsync());
    }

    [Fact]
    public async Task Task_ThatIsDeactivatedWhileItIsPacked_GoesOn_AndItsTraceSaysSo()
    {
        using var recorder = new Recorder();
        await using var cluster = await StartAsync(silos: 2);
        var expected = await PackUndisturbedAsync(cluster);
        var (task, gate) = await PackHalfAsync(cluster);

        await cluster.Cluster.DeactivateAsync(task.Grain);
        gate.SetResult();

        await task.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Packed);
        await task.CompletedAsync();
        Assert.Equal(expected, await task.DownloadAsync());
        var resumed = Assert.Single(recorder.SpansOf(ActivityContext.Parse(task.Stored!.TraceParent!, null).TraceId), span => span.OperationName == "segment_export.resume");
        Assert.Equal(Shards, resumed.GetTagItem("segment_export.shards"));
    }

    [Fact]
    public async Task Cluster_RestartedWhileItPacks_GoesOnByItself()
    {
        using var data = new TempDataFolder(inMemory: true);
        Domain.Identity.TaskKey key;
        byte[] expected;
        await using (var first = await StartAsync(silos: 2, data.Path))
        {
            expected = await PackUndisturbedAsync(first);
            var (task, _) = await PackHalfAsync(first);
            key = task.Key;
        }

        await using var second = await StartAsync(silos: 2, data.Path);
        var again = new ExportTask(second, key);
        await again.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Packed);
        await again.CompletedAsync();
        Assert.Equal(expected, await again.DownloadAsync());
    }

    private static Task<SegmentExportCluster> StartAsync(short silos, string? dataPath = null) => SegmentExportCluster.StartAsync(new()
    {
        Silos = silos,
        Users = Shards * 50,
        InMemory = true,
        DataPath = dataPath,
        Settings = Quick.With(
            ("Sharding:TargetRows", "50"), ("Packaging:MaxAttempts", "100"), ("Packaging:AnnouncePeriod", "00:00:00.200"), ("Packaging:CancelTimeout", "00:00:01")),

        // A silo that does not answer is declared dead within a second or two, not a minute.
        Silo = silo => silo.Configure<ClusterMembershipOptions>(membership =>
        {
            (membership.ProbeTimeout, membership.NumMissedProbesLimit, membership.NumVotesForDeathDeclaration) = (TimeSpan.FromMilliseconds(500), 2, 1);
            (membership.TableRefreshTimeout, membership.IAmAliveTablePublishTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }),
    });

    private static async Task<byte[]> PackUndisturbedAsync(SegmentExportCluster cluster)
    {
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.CompletedAsync();
        return await task.DownloadAsync();
    }

    /// <summary>Packs the first shards, and has all others wait at a gate with every slot taken.</summary>
    private static async Task<(ExportTask Task, TaskCompletionSource Gate)> PackHalfAsync(SegmentExportCluster cluster)
    {
        var slots = cluster.Cluster.Silos.Count * 2;
        var (gate, waiting) = (new TaskCompletionSource(), new SemaphoreSlim(0));
        cluster.Faults.Source.Opening = async (shard, cancellationToken) =>
        {
            if (shard.Index >= Shards / 3)
            {
                waiting.Release();
                await gate.Task.WaitAsync(cancellationToken);
            }
        };
        var task = await new ExportTask(cluster).SubmittedAsync();
        for (var slot = 0; slot < slots; slot++)
        {
            Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(30)), "Not every slot was used.");
        }

        await task.WaitForAsync(view => view.Totals.ShardsDone == Shards / 3);
        return (task, gate);
    }
}
