using DuckDB.NET.Data;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.Tests.DuckDb;

/// <summary>Shards of few rows where rows are wide.</summary>
public sealed class ShardSizeTests(SampleFile sample) : IClassFixture<SampleFile>
{
    private const int Rows = 2000;
    private const int WideBytes = 20_480;

    private static readonly ShardingOptions OneMiB = new() { TargetBytes = 1 << 20 };

    [Fact]
    public async Task Plan_WideRows_HasShardsOfAboutTheTargetsBytes()
    {
        await using var source = sample.Open(Wide());
        var query = SampleFile.Query(SampleFile.Where("true"), "user_id", "story");

        var plan = await source.PlanAsync(query, OneMiB, TestContext.Current.CancellationToken);

        Assert.Equal(Rows, plan.Rows);
        Assert.All(plan.Shards, shard => Assert.InRange(shard.Rows * WideBytes, (1 << 20) * 0.8, (1 << 20) * 1.2));
        Assert.Equal(Rows, (await source.ReadKeysAsync(query, plan)).Count);
        Assert.Equivalent(plan, await source.PlanAsync(query, OneMiB, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Plan_WideColumnNotAskedFor_DoesNotCount()
    {
        await using var source = sample.Open(Wide());

        Assert.Single((await source.PlanAsync(SampleFile.Query(SampleFile.Where("true"), "user_id"), OneMiB, TestContext.Current.CancellationToken)).Shards);
    }

    [Fact]
    public async Task Plan_WideColumnHashed_CountsAsItsHash()
    {
        await using var source = sample.Open(Wide());
        var query = SampleFile.Query(SampleFile.Where("true"), "story");
        query = query with { Columns = [query.Columns[0] with { Masking = new() { Kind = MaskingKind.Hash } }] };

        Assert.Single((await source.PlanAsync(query, OneMiB, TestContext.Current.CancellationToken)).Shards);
    }

    [Fact]
    public async Task Plan_RowsInOnePlace_SpansNoMoreThanThat()
    {
        await using var source = sample.Open(Wide());
        var query = SampleFile.Query(SampleFile.Where("rowid BETWEEN 1000 AND 1009"), "user_id", "story");

        var shard = Assert.Single((await source.PlanAsync(query, OneMiB, TestContext.Current.CancellationToken)).Shards);

        Assert.InRange(long.Parse(shard.From!), 990, 1000);
        Assert.InRange(long.Parse(shard.To!), 1010, 1020);
        Assert.Equal(10, shard.Rows);
    }

    [Fact]
    public async Task Plan_FarTooManyShards_HasLargerOnesInstead()
    {
        await using var source = sample.Open(Wide());
        var query = SampleFile.Query(SampleFile.Where("true"), "user_id", "story");

        var plan = await source.PlanAsync(query, new() { TargetRows = 1 }, TestContext.Current.CancellationToken);

        Assert.InRange(plan.Shards.Length, ShardPlan.MaxShards / 2, ShardPlan.MaxShards);
        Assert.All(plan.Shards, shard => Assert.InRange(shard.Rows, 1, 4));
        Assert.Equal(Rows, (await source.ReadKeysAsync(query, plan)).Count);
    }

    [Fact]
    public async Task Plan_TableWithoutRows_HasOneShard()
    {
        var path = Path.Combine(sample.Folder.FullName, "empty.duckdb");
        Run(path, "CREATE TABLE profile (user_id VARCHAR)");
        await using var source = sample.Open(path);

        Assert.Single((await source.PlanAsync(SampleFile.Query(SampleFile.Where("true"), "user_id"), OneMiB, TestContext.Current.CancellationToken)).Shards);
    }

    private string Wide()
    {
        var path = Path.Combine(sample.Folder.FullName, "wide.duckdb");
        if (!File.Exists(path))
        {
            Run(path, $"CREATE TABLE profile AS SELECT 'u' || i AS user_id, repeat(md5(CAST(i AS VARCHAR)), {WideBytes / 32}) AS story FROM range({Rows}) AS t(i)");
        }

        return path;
    }

    private static void Run(string path, string sql)
    {
        using var connection = new DuckDBConnection($"Data Source={path}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }
}
