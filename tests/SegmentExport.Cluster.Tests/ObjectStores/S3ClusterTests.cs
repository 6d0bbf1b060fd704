using System.Diagnostics;
using Amazon.S3;
using SegmentExport.Artifacts.S3;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.ObjectStores;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.ObjectStores;

/// <summary>A cluster whose parts are in a bucket, and a silo of it that dies while it packs.</summary>
public sealed class S3ClusterTests
{
    private const int Shards = 20;
    private const int Rows = 8000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    [Fact]
    public async Task Kill_OfASiloWhilePackingIntoABucket_ChangesNoByteAndLeavesNothingOfAWithdrawnTask()
    {
        var options = (await SwiftServer.SharedAsync()).NewOptions();
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Gateways = 1,
            Users = Rows,
            Settings = new Dictionary<string, string>
            {
                ["SegmentExport__Artifacts__Store"] = "s3",
                ["SegmentExport__Artifacts__S3__Endpoint"] = options.Endpoint!,
                ["SegmentExport__Artifacts__S3__Bucket"] = options.Bucket!,
                ["SegmentExport__Artifacts__S3__PathStyle"] = "true",
                ["SegmentExport__Artifacts__S3__AccessKey"] = options.AccessKey!,
                ["SegmentExport__Artifacts__S3__SecretKey"] = options.SecretKey!,
                ["SegmentExport__Artifacts__S3__Prefix"] = options.Prefix,
                ["SegmentExport__Sharding__TargetRows"] = $"{Rows / Shards}",
                ["SegmentExport__Packaging__Slots"] = "1",
            },
        });
        var (alice, carol) = (cluster.User("alice").Patiently(Patience), cluster.User("carol").Patiently(Patience));
        var (kept, withdrawn) = (await ClusterExport.CreateAsync(alice), await ClusterExport.CreateAsync(alice));
        await alice.WaitForAsync(kept, state => ClusterExport.ShardsDone(state) >= 2, Patience);

        await cluster.Silos[1].KillAsync();
        await alice.SendForJsonAsync(HttpMethod.Post, $"{withdrawn}/withdraw", new { comment = "no" });
        var digest = await ClusterExport.CompleteAsync(carol, alice, kept, Patience);

        Assert.Equal(await ClusterExport.OnOneSiloAsync(cluster), digest);
        Assert.Empty(Directory.Exists(Path.Combine(cluster.Folder, "artifacts")) ? Directory.GetFiles(Path.Combine(cluster.Folder, "artifacts"), "*.part", SearchOption.AllDirectories) : []);
        using var network = new SocketsHttpHandler();
        using var client = S3Client.Create(options, network);
        Assert.Equal(Shards, await CountAsync(client, options, kept));
        var started = Stopwatch.GetTimestamp();
        while (await CountAsync(client, options, withdrawn) > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, cluster.Output);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<int> CountAsync(IAmazonS3 client, S3StoreOptions options, string task)
    {
        var prefix = $"{options.Prefix}retail/{task.Split('/')[^1]}/";
        var objects = await client.ListObjectsV2Async(new() { BucketName = options.Bucket, Prefix = prefix });
        var uploads = await client.ListMultipartUploadsAsync(new Amazon.S3.Model.ListMultipartUploadsRequest { BucketName = options.Bucket, Prefix = prefix });
        return (objects.S3Objects?.Count ?? 0) + (uploads.MultipartUploads?.Count ?? 0);
    }
}
