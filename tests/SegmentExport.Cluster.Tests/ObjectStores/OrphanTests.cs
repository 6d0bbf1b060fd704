using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Artifacts;
using SegmentExport.Artifacts.S3;
using SegmentExport.Domain.Tasks;
using SegmentExport.ObjectStorage.S3;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.ObjectStores;

namespace SegmentExport.Cluster.Tests.ObjectStores;

/// <summary>Exports into a bucket over a bad network, in silos whose clock a test moves: ten minutes after the last of them has ended the bucket holds nothing.</summary>
public sealed class OrphanTests
{
    private readonly FakeTimeProvider _clock = new(TaskStates.Epoch);
    private readonly int _seed = RandomNumberGenerator.GetInt32(int.MaxValue);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bucket_TenMinutesAfterTheLastTask_IsEmpty()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {_seed}");
        var options = (await SwiftServer.SharedAsync()).NewOptions();
        using var network = new SocketsHttpHandler();
        using var bad = new BadNetwork(network, _seed);
        using var client = S3Client.Create(options, bad);
        using var bucket = new BucketContents(options);
        var store = new S3ArtifactStore(client, options);
        await using var cluster = await StartAsync(store);
        var tasks = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => new ExportTask(cluster).SubmittedAsync()));

        await EndAsync(tasks);
        await using var upload = await LeaveAsync(store, bucket, new(cluster), tasks);
        for (var minute = 0; minute < 10; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));

            // A round of the sweep takes its seconds over such a network, and the next one is due only after it.
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        }

        await tasks[0].EventuallyAsync(async () => await bucket.CountAsync() == 0, () => $"the bucket is not empty; seed {_seed}");
        Assert.True(bad.Failed > 0, $"Nothing failed; seed {_seed}.");
    }

    private Task<SegmentExportCluster> StartAsync(IArtifactStore store) => SegmentExportCluster.StartAsync(new()
    {
        InMemory = true,
        Store = store,
        Clock = _clock,
        Settings = new Dictionary<string, string?>
        {
            ["SegmentExport:Sharding:TargetRows"] = "500",
            ["SegmentExport:Packaging:RetryDelay"] = "00:00:00.010",
            ["SegmentExport:Packaging:PingPeriod"] = "00:00:01",
        },
    });

    /// <summary>A third is withdrawn wherever it is, a third is rejected once it is packed, a third is downloaded and expires.</summary>
    private async Task EndAsync(ExportTask[] tasks)
    {
        await Parallel.ForEachAsync(tasks.Index(), Cancellation, async (task, _) => await ((task.Index % 3) switch
        {
            0 => task.Item.WithdrawAsync(),
            1 => RejectAsync(task.Item),
            _ => DownloadAsync(task.Item),
        }));
        _clock.Advance(TimeSpan.FromHours(24));
        foreach (var task in tasks)
        {
            Assert.Contains((await task.GetAsync()).Value!.Status, new[] { DownloadTaskStatus.Closed, DownloadTaskStatus.Expired });
            await task.WaitForStoredAsync(state => state.PartsDeletedAt is not null);
        }
    }

    private static async Task RejectAsync(ExportTask task)
    {
        await task.WaitForAsync(view => view.Totals.ShardsDone == view.Totals.ShardsTotal);
        await task.RejectAsync();
    }

    private static async Task DownloadAsync(ExportTask task)
    {
        await task.CompletedAsync();
        Assert.NotEmpty(await task.DownloadAsync());
    }

    /// <summary>Leaves what silos leave that were taken for dead: parts that come late, one of a task that nobody knows, and an upload that nobody ends.</summary>
    private static async Task<PartUpload> LeaveAsync(S3ArtifactStore store, BucketContents bucket, ExportTask unknown, ExportTask[] tasks)
    {
        Assert.Equal(0, await bucket.CountAsync());
        foreach (var task in tasks.Take(3).Append(unknown))
        {
            await using var part = await store.CreatePartAsync(task.Key, 0, Cancellation);
            part.Content.Write("late"u8);
            await part.CommitAsync(Cancellation);
        }

        var upload = await store.CreatePartAsync(tasks[3].Key, 0, Cancellation);
        upload.Content.Write(new byte[11_000_000]);
        await unknown.EventuallyAsync(async () => await bucket.CountAsync() == 5, () => "an upload was not begun");
        return upload;
    }
}
