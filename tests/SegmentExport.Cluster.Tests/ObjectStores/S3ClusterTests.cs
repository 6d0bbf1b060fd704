using System.Diagnostics;
using DuckDB.NET.Data;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.Sources.Sample;
using SegmentExport.TestKit.ObjectStores;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.ObjectStores;

/// <summary>A cluster whose parts are in a bucket, and a silo of it that dies while it packs.</summary>
public sealed class S3ClusterTests
{
    private const int Shards = 6;
    private const int Rows = 2400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    [Fact]
    public async Task Kill_OfASiloWhilePackingIntoABucket_ChangesNoByteAndLeavesNothingOfAWithdrawnTask()
    {
        var options = (await SwiftServer.SharedAsync()).NewOptions();
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Gateways = 1,
            Data = WriteWideRowsAsync,
            Settings = new Dictionary<string, string>
            {
                ["SegmentExport__Artifacts__Store"] = "s3",
                ["SegmentExport__Artifacts__S3__Endpoint"] = options.Endpoint!,
                ["SegmentExport__Artifacts__S3__Bucket"] = options.Bucket!,
                ["SegmentExport__Artifacts__S3__PathStyle"] = "true",
                ["SegmentExport__Artifacts__S3__AccessKey"] = options.AccessKey!,
                ["SegmentExport__Artifacts__S3__SecretKey"] = options.SecretKey!,
                ["SegmentExport__Artifacts__S3__Prefix"] = options.Prefix,
                ["SegmentExport__Artifacts__S3__PieceBytes"] = $"{options.PieceBytes}",
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
        using var bucket = new BucketContents(options);

        // An upload that the dead silo had open is no part, and stays until the sweep.
        var tags = (await bucket.TagsAsync(PathOf(kept))).ToList();
        Assert.Equal(Shards, tags.Count);
        Assert.All(tags, tag => Assert.EndsWith("-2", tag.Trim('"'), StringComparison.Ordinal));
        var started = Stopwatch.GetTimestamp();
        while (await bucket.CountAsync(PathOf(withdrawn)) > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, cluster.Output);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The sample, with so much text in each row that a shard is longer than a piece.</summary>
    private static async Task WriteWideRowsAsync(string folder)
    {
        var database = Path.Combine(folder, SampleCdpCatalog.DatabaseFile);
        await SampleCdp.CreateAsync(database, Rows, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(folder, "catalog.json"), SampleCdpCatalog.Json);
        await using var connection = new DuckDBConnection($"Data Source={database}");
        await connection.OpenAsync();
        await using var widen = connection.CreateCommand();
        widen.CommandText = "UPDATE profile SET city = array_to_string(list_transform(range(900), word -> md5(concat(user_id, word))), '')";
        await widen.ExecuteNonQueryAsync();
    }

    private static string PathOf(string task) => $"retail/{task.Split('/')[^1]}/";
}
