using DuckDB.NET.Data;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.Sources.Sample;
using SegmentExport.TestKit.ObjectStores;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.ObjectStores;

/// <summary>A cluster whose profiles are Parquet files in a bucket; each silo fetches them for itself.</summary>
public sealed class S3SourceClusterTests
{
    private const int Users = 4000;
    private const int Files = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Export_OfParquetInABucketThatGrowsMeanwhile_HasTheBytesOfTheSameRowsInADatabaseFile()
    {
        using var bucket = new BucketFolder((await SwiftServer.SharedAsync()).NewOptions());
        var connection = bucket.Options;
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Gateways = 1,
            Data = folder => WriteAsync(folder, bucket),
            Settings = new Dictionary<string, string>
            {
                ["SegmentExport__Sources__S3__cdp__Endpoint"] = connection.Endpoint!,
                ["SegmentExport__Sources__S3__cdp__PathStyle"] = "true",
                ["SegmentExport__Sources__S3__cdp__AccessKey"] = connection.AccessKey!,
                ["SegmentExport__Sources__S3__cdp__SecretKey"] = connection.SecretKey!,
                ["SegmentExport__Sources__ListPeriod"] = "00:00:00",
                ["SegmentExport__Sharding__TargetRows"] = "200",
                ["SegmentExport__Packaging__Slots"] = "1",
            },
        });
        var (alice, carol) = (cluster.User("alice").Patiently(Patience), cluster.User("carol").Patiently(Patience));

        var task = await ClusterExport.CreateAsync(alice);
        await alice.WaitForAsync(task, state => ClusterExport.ShardsDone(state) >= 1, Patience);
        await bucket.PutLaterAsync("profile/day=9/new.parquet", await File.ReadAllBytesAsync(Path.Combine(cluster.Folder, "profile-0.parquet"), TestContext.Current.CancellationToken));
        var digest = await ClusterExport.CompleteAsync(carol, alice, task, Patience);
        var later = await ClusterExport.CreateAsync(alice);
        await ClusterExport.CompleteAsync(carol, alice, later, Patience);

        Assert.Equal(["silo-1", "silo-2"], (await ClusterExport.PackedByAsync(cluster, task)).Keys.Order());
        Assert.Equal((Users, Users + (Users / Files)), (await RowsAsync(alice, task), await RowsAsync(alice, later)));
        Assert.NotEqual(await SnapshotAsync(alice, task), await SnapshotAsync(alice, later));
        await File.WriteAllTextAsync(Path.Combine(cluster.Folder, "catalog.json"), SampleCdpCatalog.Json, TestContext.Current.CancellationToken);
        Assert.Equal(await ClusterExport.OnOneSiloAsync(cluster), digest);
        Assert.DoesNotContain(connection.SecretKey!, cluster.Output, StringComparison.Ordinal);
    }

    private static async Task<int> RowsAsync(ApiUser user, string task) =>
        (await user.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("packaging").GetProperty("rowsTotal").GetInt32();

    private static async Task<string> SnapshotAsync(ApiUser user, string task) =>
        (await user.SendForJsonAsync(HttpMethod.Get, $"{task}/manifest")).GetProperty("snapshot").GetString()!;

    /// <summary>The sample's rows in a database file, and in the same order in a bucket.</summary>
    private static async Task WriteAsync(string folder, BucketFolder bucket)
    {
        var database = Path.Combine(folder, SampleCdpCatalog.DatabaseFile);
        await SampleCdp.CreateAsync(database, Users, CancellationToken.None);
        await using var connection = new DuckDBConnection($"Data Source={database}");
        await connection.OpenAsync();
        for (var file = 0; file < Files; file++)
        {
            var rows = Users / Files;
            await PutAsync($"profile/day={file}/rows.parquet", $"SELECT * FROM profile WHERE rowid >= {file * rows} AND rowid < {(file + 1) * rows}", $"profile-{file}.parquet");
        }

        await PutAsync("members.parquet", "SELECT * FROM segment_member", "members.parquet");
        var files = $$"""{ "kind": "duckdb", "files": { "profile": "{{bucket.Place("profile/day=*/*.parquet")}}", "segment_member": "{{bucket.Place("members.parquet")}}" } }""";
        var catalog = SampleCdpCatalog.Json.Replace("""{ "kind": "duckdb", "path": "sample-cdp.duckdb" }""", files, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "catalog.json"), catalog);

        async Task PutAsync(string name, string sql, string local)
        {
            var path = Path.Combine(folder, local);
            await using var copy = connection.CreateCommand();
            copy.CommandText = $"COPY ({sql}) TO '{path}' (FORMAT parquet)";
            await copy.ExecuteNonQueryAsync();
            await bucket.PutAsync(name, await File.ReadAllBytesAsync(path));
        }
    }
}
