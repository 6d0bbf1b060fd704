using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Sources.DuckDb;
using SegmentExport.TestKit.ObjectStores;

namespace SegmentExport.Sources.Tests.S3;

/// <summary>Files in a bucket as a source: every silo reads the state that was planned, or refuses.</summary>
public sealed class S3SourceTests
{
    private const string Old = "SELECT 'u' || i AS user_id FROM range(3000) AS t(i)";
    private const string New = "SELECT 'new' AS user_id";

    [Theory]
    [InlineData("parquet")]
    [InlineData("csv")]
    [InlineData("csv.gz")]
    public async Task Open_PartitionsOfObjects_HaveTheirFoldersAsColumns(string kind)
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync($"day=2024-05-01/rows.{kind}", "SELECT 'a' AS user_id");
        await lake.WriteAsync($"day=2024-05-02/rows.{kind}", "SELECT 'b' AS user_id");
        await lake.WriteAsync($"day=2024-05-03/rows.{kind}", "SELECT 'c' AS user_id, 7 AS extra");
        await lake.PutAsync("day=2024-05-03/_SUCCESS", []);
        await using var source = lake.Open($"**/*.{kind}");
        var query = SampleFile.Query(SampleFile.Where("day >= '2024-05-02'"), "user_id", "day", "extra");

        Assert.Empty(await source.CheckAsync([query], CancellationToken.None));
        Assert.Equal(["b", "c"], await source.ReadKeysAsync(query, await source.PlanAsync(query, new(), CancellationToken.None)));
    }

    [Fact]
    public async Task Open_Glob_HasTheObjectsThatMatchItInTheOrderOfTheirNames()
    {
        using var lake = await Lake.MakeAsync();
        foreach (var name in new[] { "b/2.csv", "b/10.csv", "a/1.csv", "a/deep/3.csv", "c.csv", "a/x.txt" })
        {
            await lake.WriteAsync(name, $"SELECT '{name}' AS user_id");
        }

        Assert.Equal(["a/1.csv", "a/deep/3.csv", "b/10.csv", "b/2.csv", "c.csv"], await ReadAsync(lake, "**/*.csv"));
        Assert.Equal(["a/1.csv", "b/10.csv", "b/2.csv"], await ReadAsync(lake, "*/*.csv"));
        Assert.Equal(["a/1.csv", "b/2.csv"], await ReadAsync(lake, "*/?.csv"));
        Assert.Equal(["a/1.csv", "a/deep/3.csv"], await ReadAsync(lake, "a/**/*.csv"));
        Assert.Equal(["b/2.csv"], await ReadAsync(lake, "b/2.csv"));
    }

    [Fact]
    public async Task Open_NewObjectsWhileATaskRuns_AreANewVersionAndEverySiloReadsTheOldOne()
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("old.parquet", Old);
        await using var source = lake.Open("*.parquet");
        var old = await source.PlanAsync(Lake.Query, new() { TargetRows = 500 }, CancellationToken.None);

        await lake.WriteLaterAsync("new.parquet", New);
        var later = await source.PlanAsync(Lake.Query, new(), CancellationToken.None);

        Assert.NotEqual(old.SourceVersion, later.SourceVersion);
        Assert.Equal((3000, 3001), (old.Rows, later.Rows));
        Assert.Equal(3000, (await source.ReadKeysAsync(Lake.Query, old)).Count);
        Assert.Equal(3001, (await source.ReadKeysAsync(Lake.Query, later)).Count);

        // One that has never seen the old one as the newest finds its objects among the others.
        await using var elsewhere = lake.Open("*.parquet", "elsewhere");
        Assert.Equal(3000, (await elsewhere.ReadKeysAsync(Lake.Query, old)).Count);
        Assert.Equal(later.SourceVersion, (await elsewhere.PlanAsync(Lake.Query, new(), CancellationToken.None)).SourceVersion);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_ObjectReplacedOrGone_IsRefusedWhereTheStateWasNeverHad(bool isReplaced)
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", Old);
        await lake.WriteAsync("b.parquet", New);
        await using var source = lake.Open("*.parquet");
        var plan = await source.PlanAsync(Lake.Query, new(), CancellationToken.None);
        await (isReplaced ? lake.WriteAsync("b.parquet", "SELECT 'another' AS user_id") : lake.DeleteAsync("b.parquet"));

        await using var elsewhere = lake.Open("*.parquet", "elsewhere");
        var fault = await FailsToOpenAsync(elsewhere, plan);

        Assert.Equal((ErrorCodes.SourceChanged, false), (fault.Code, fault.IsTransient));
        Assert.False(Directory.Exists(lake.Snapshots("elsewhere")));
        Assert.Equal(3001, (await source.ReadKeysAsync(Lake.Query, plan)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plan_ObjectReplacedOrGoneWhileItIsFetched_IsTriedAgainAndNeverMixed(bool isReplaced)
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", "SELECT 'a' AS user_id");
        await lake.WriteAsync("b.parquet", "SELECT 'b' AS user_id");
        var isDone = false;
        await using var source = lake.Open("*.parquet", between: network => new InterceptingHandler(network, async (request, next, _) =>
        {
            // Between the listing and the fetching.
            if (!isDone && request.RequestUri!.AbsolutePath.EndsWith("/b.parquet", StringComparison.Ordinal))
            {
                isDone = true;
                await (isReplaced ? lake.WriteAsync("b.parquet", "SELECT 'bb' AS user_id UNION ALL SELECT 'cc'") : lake.DeleteAsync("b.parquet"));
            }

            return await next();
        }));

        await source.FailsToPlanAsync(Lake.Query, ErrorCodes.SourceUnavailable, isTransient: true);
        Assert.Empty(Directory.GetFileSystemEntries(lake.Snapshots()));

        string[] expected = isReplaced ? ["a", "bb", "cc"] : ["a"];
        Assert.Equal(expected, await source.ReadKeysAsync(Lake.Query, await source.PlanAsync(Lake.Query, new(), CancellationToken.None)));
    }

    [Fact]
    public async Task Plan_OneThousandOneHundredObjects_ReadsThemAll()
    {
        const int Objects = 1_100;
        using var lake = await Lake.MakeAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Objects), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (at, _) =>
            await lake.PutAsync($"day={at % 7}/{at:D4}.csv", System.Text.Encoding.UTF8.GetBytes($"user_id\nu{at:D4}\n")));
        var handler = default(InterceptingHandler);
        var (running, most, lists) = (0, 0, 0);
        await using var source = lake.Open("**/*.csv", between: network => handler = new(network, async (request, next, _) =>
        {
            if (request.RequestUri!.Query.Contains("list-type", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref lists);
                return await next();
            }

            most = Math.Max(most, Interlocked.Increment(ref running));
            try
            {
                return await next();
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }));

        var keys = await source.ReadKeysAsync(Lake.Query, await source.PlanAsync(Lake.Query, new(), CancellationToken.None));

        Assert.Equal(Objects, keys.Distinct().Count());
        Assert.Equal(2, lists);
        Assert.InRange(most, 1, lake.Options.ParallelFetches);
        Assert.Equal(Objects + lists, handler!.Requests);
    }

    [Fact]
    public async Task Plan_OftenWithinThePeriod_ListsOnce()
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", Old);
        lake.Options.ListPeriod = TimeSpan.FromHours(1);
        var handler = default(InterceptingHandler);
        await using var source = lake.Open("*.parquet", between: network => handler = new(network, (_, next, _) => next()));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => source.PlanAsync(Lake.Query, new(), CancellationToken.None).AsTask()));

        Assert.Equal(2, handler!.Requests);
    }

    private static async Task<List<string>> ReadAsync(Lake lake, string pattern)
    {
        await using var source = lake.Open(pattern);
        return await source.ReadKeysAsync(Lake.Query, await source.PlanAsync(Lake.Query, new(), CancellationToken.None));
    }

    private static Task<PackagingException> FailsToOpenAsync(DuckDbSource source, ShardPlan plan) =>
        Assert.ThrowsAsync<PackagingException>(async () => await source.OpenAsync(Lake.Query, plan.SourceVersion, plan.Shards[0], CancellationToken.None));
}
