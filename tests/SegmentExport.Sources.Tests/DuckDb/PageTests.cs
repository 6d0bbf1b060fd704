using DuckDB.NET.Data;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Sources.DuckDb;
using SegmentExport.Sources.Sample;

namespace SegmentExport.Sources.Tests.DuckDb;

/// <summary>Pages are the rows of the shards, in their order, cut otherwise.</summary>
public sealed class PageTests(SampleFile sample) : IClassFixture<SampleFile>
{
    public static TheoryData<string, string, int> Segments => new()
    {
        { "where", "true", 3000 },
        { "where", "lifetime_value >= 5000", 700 },
        { "where", "gender = '女' AND interest_tag = '美妆' -- a comment at the end", 17 },
        { "where", "age > 150", 10 },
        { "members", "double-11", 900 },
        { "members", "vip-invited", 7 },
        { "members", "of-nobody", 7 },
    };

    [Theory]
    [MemberData(nameof(Segments))]
    public async Task OpenPage_PageAfterPage_GivesEveryRowOnceInOrder(string kind, string segment, int size)
    {
        await using var source = sample.Open();
        var query = SampleFile.Query(SampleFile.Segment(kind, segment), "user_id");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);

        Assert.Equal(await source.ReadKeysAsync(query, plan), await source.ReadPagesAsync(query, size));
    }

    [Theory]
    [InlineData("interest_tag", FilterOperator.Eq, "美妆")]
    [InlineData("name", FilterOperator.Contains, "O'Neill")]
    [InlineData("user_id", FilterOperator.Ge, "u000019900")]
    [InlineData("city", FilterOperator.Eq, "' OR true --")]
    public async Task OpenPage_MembersWithFilters_GivesEveryRowOnceInOrder(string column, FilterOperator how, string value)
    {
        await using var source = sample.Open();
        var query = SampleFile.Query(SampleFile.Members("double-11"), "user_id") with
        {
            Filters = [SampleFile.Filter(column, how, value)],
        };
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);

        Assert.Equal(await source.ReadKeysAsync(query, plan), await source.ReadPagesAsync(query, 30));
    }

    [Fact]
    public async Task OpenPage_FewOfManyMembers_FindsThemAcrossStretches()
    {
        var path = Path.Combine(sample.Folder.FullName, "many-members.duckdb");
        await SampleCdp.CreateAsync(path, 1, CancellationToken.None);
        await using (var connection = new DuckDBConnection($"Data Source={path}"))
        {
            await connection.OpenAsync(CancellationToken.None);
            await using var command = connection.CreateCommand();

            // Every row is a member, and those that are looked for lie on both sides of where a stretch of members ends.
            command.CommandText = """
                CREATE OR REPLACE TABLE profile AS SELECT printf('u%09d', i) AS user_id, i % 10000 < 2 OR i % 10000 > 9997 AS edge FROM range(200000) AS t(i);
                CREATE OR REPLACE TABLE segment_member AS SELECT 'all' AS segment_id, user_id FROM profile;
                """;
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        await using var source = sample.Open(path);
        var query = SampleFile.Query(SampleFile.Members("all"), "user_id") with
        {
            Filters = [SampleFile.Filter("edge", FilterOperator.Eq, "true")],
        };
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);

        Assert.Equal(80, plan.Rows);
        Assert.Equal(await source.ReadKeysAsync(query, plan), await source.ReadPagesAsync(query, 60));
    }

    [Fact]
    public async Task OpenPage_InTheMiddle_ReadsNothingFarFromIt()
    {
        await using var source = sample.Open();

        // Whoever reads a row far before or behind the page stumbles over it.
        var query = SampleFile.Query(SampleFile.Where("CASE WHEN p.rowid < 9000 OR p.rowid > 15000 THEN error('read') ELSE true END"), "user_id");

        var keys = (await source.ReadPageAsync(query, new(await VersionAsync(source), "9999"), 100)).Rows;

        Assert.Equal(Enumerable.Range(10_000, 100).Select(i => $"u{i:D9}"), keys.Select(key => key.Key));
    }

    [Fact]
    public async Task OpenPage_PositionOfAnotherState_IsRefused()
    {
        await using var source = sample.Open();

        var fault = await Assert.ThrowsAsync<PackagingException>(
            async () => await source.OpenPageAsync(SampleFile.Query(SampleFile.Where("true"), "user_id"), new("another", "5"), 10, CancellationToken.None));

        Assert.Equal(ErrorCodes.SourceChanged, fault.Code);
    }

    [Fact]
    public async Task OpenPage_FileReplacedMeanwhile_FinishesWithTheOldState()
    {
        var path = Path.Combine(sample.Folder.FullName, "pages.duckdb");
        await SampleCdp.CreateAsync(path, 5000, CancellationToken.None);
        await using var source = sample.Open(path);
        var query = SampleFile.Query(SampleFile.Members("double-11"), "user_id");
        var page = await source.OpenPageAsync(query, null, 600, CancellationToken.None);
        using var rows = page.Rows;

        await SampleCdp.CreateAsync(path, 10, CancellationToken.None);
        Assert.Equal(10, await source.CountAsync(SampleFile.Query(SampleFile.Where("true"), "user_id"), CancellationToken.None));
        var read = 0;
        while (rows.Read(CancellationToken.None) is { } batch)
        {
            read += batch.Length;
        }

        Assert.Equal(600, read);
    }

    [Fact]
    public async Task Count_WithFilters_IsNotKept()
    {
        await using var source = sample.Open();
        var query = SampleFile.Query(SampleFile.Where("true"), "user_id");
        var filtered = query with { Filters = [SampleFile.Filter("age", FilterOperator.Lt, "30")] };

        var all = await source.CountAsync(query, CancellationToken.None);

        Assert.Equal(SampleFile.Users, all);
        Assert.InRange(await source.CountAsync(filtered, CancellationToken.None), 1, all - 1);
        Assert.Equal(all, await source.CountAsync(query, CancellationToken.None));
    }

    [Theory]
    [InlineData("where", "true")]
    [InlineData("where", "lifetime_value >= 5000")]
    [InlineData("members", "double-11")]
    public async Task Estimate_OfASegment_IsNearEnoughToShow(string kind, string segment)
    {
        await using var source = sample.Open();
        var query = SampleFile.Query(SampleFile.Segment(kind, segment), "user_id");

        var estimate = (await source.EstimateAsync(query, CancellationToken.None))!.Value;

        var rows = await source.CountAsync(query, CancellationToken.None);
        Assert.InRange(estimate, rows * 9 / 10, rows * 11 / 10);
    }

    private static async Task<string> VersionAsync(DuckDbSource source) =>
        (await source.PlanAsync(SampleFile.Query(SampleFile.Where("true"), "user_id"), new(), CancellationToken.None)).SourceVersion;
}
