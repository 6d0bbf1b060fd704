using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Packaging;
using SegmentExport.Sources.Postgres;

namespace SegmentExport.Sources.Tests.Postgres;

public sealed class PostgresSourceTests(PostgresTables tables) : IClassFixture<PostgresTables>
{
    public static TheoryData<string, string> Segments => new()
    {
        { "where", "true" },
        { "where", "age >= 50" },
        { "where", "city = '上海' AND vip -- a comment at the end" },
        { "where", "user_id = 'u000001234'" },
        { "members", "tenth" },
        { "members", "few" },
        { "members", "of-nobody" },
    };

    [Theory]
    [MemberData(nameof(Segments))]
    public async Task Plan_AnyShardSize_CoversEveryRowOnceInOrder(string kind, string segment)
    {
        await using var source = tables.Open();
        var query = SampleFile.Query("profile", SampleFile.Segment(kind, segment), "user_id");
        var expected = await ExpectedAsync(kind, segment);

        foreach (var target in new long[] { 1, 97, 3333, 1_000_000 })
        {
            var plan = await source.PlanAsync(query, new() { TargetRows = target }, CancellationToken.None);

            Assert.Equal(expected, await source.ReadKeysAsync(query, plan));
            Assert.InRange(plan.Shards.Length, Math.Min(plan.Rows / target, ShardPlan.MaxShards / 4), ShardPlan.MaxShards);
            // The snapshot has another name as soon as anybody writes anything.
            var again = await source.PlanAsync(query, new() { TargetRows = target }, CancellationToken.None);
            Assert.Equivalent(plan, again with { SourceVersion = plan.SourceVersion });
        }

        Assert.Equal(expected.Count, await source.CountAsync(query, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Segments))]
    public async Task OpenPage_PageAfterPage_GivesEveryRowOnceInOrder(string kind, string segment)
    {
        await using var source = tables.Open();
        var query = SampleFile.Query("profile", SampleFile.Segment(kind, segment), "user_id");

        Assert.Equal(await ExpectedAsync(kind, segment), await source.ReadPagesAsync(query, 4000));
    }

    [Theory]
    [InlineData("age", FilterOperator.Lt, "20", "age < 20")]
    [InlineData("city", FilterOperator.Eq, "O'Neill", "city = 'O''Neill'")]
    [InlineData("city", FilterOperator.Eq, "' OR true --", "false")]
    [InlineData("city", FilterOperator.Contains, "海", "city LIKE '%海%'")]
    [InlineData("city", FilterOperator.Contains, "%", "false")]
    [InlineData("value", FilterOperator.Ge, "14000.5", "value >= 14000.5")]
    [InlineData("vip", FilterOperator.Ne, "true", "vip IS DISTINCT FROM true")]
    [InlineData("vip", FilterOperator.IsNull, null, "vip IS NULL")]
    public async Task Filters_OfEveryKind_AreBound(string column, FilterOperator how, string? value, string condition)
    {
        await using var source = tables.Open();
        var query = SampleFile.Query("profile", SampleFile.Where("true"), "user_id") with { Filters = [SampleFile.Filter(column, how, value)] };
        var expected = await ExpectedAsync("where", condition);

        var plan = await source.PlanAsync(query, new() { TargetRows = 1000 }, CancellationToken.None);

        Assert.Equal(expected, await source.ReadKeysAsync(query, plan));
        Assert.Equal(expected, await source.ReadPagesAsync(query, 7000));
        var list = query with { Segment = SampleFile.Members("tenth") };
        Assert.Equal(
            await ExpectedAsync("where", $"({condition}) AND user_id IN (SELECT user_id FROM segment_member WHERE segment_id = 'tenth')"),
            await source.ReadKeysAsync(list, await source.PlanAsync(list, new() { TargetRows = 100 }, CancellationToken.None)));
    }

    [Fact]
    public async Task Filter_ContainsInTextsThatAreTheSameInAnyCase_LooksForItAsItIs()
    {
        await tables.ExecuteAsync("CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false); CREATE TABLE towns AS SELECT i AS user_id, (ARRAY['Linz', 'LINZ'])[i] COLLATE any_case AS town FROM generate_series(1, 2) AS t(i); ALTER TABLE towns ADD PRIMARY KEY (user_id)");
        await using var source = tables.Open();
        var query = SampleFile.Query("towns", SampleFile.Where("true"), "town") with { Filters = [SampleFile.Filter("town", FilterOperator.Contains, "in")] };

        Assert.Equal(["Linz"], await source.ReadKeysAsync(query, await source.PlanAsync(query, new(), CancellationToken.None)));
    }

    [Theory]
    [InlineData("age", "young")]
    [InlineData("age", "99999")]
    [InlineData("vip", "maybe")]
    [InlineData("value", "12,5")]
    [InlineData("city", "a\0b")]
    public async Task Filter_OfAnotherType_IsRefusedWithItsPlace(string column, string value)
    {
        await using var source = tables.Open();
        var query = SampleFile.Query("profile", SampleFile.Where("true"), "user_id") with
        {
            Filters = [SampleFile.Filter("city", FilterOperator.IsNotNull, null), SampleFile.Filter(column, FilterOperator.Eq, value)],
        };

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.CountAsync(query, CancellationToken.None));

        Assert.Equal((ErrorCodes.InvalidFilter, false, "filters[1].value"), (fault.Code, fault.IsTransient, fault.Path));
        Assert.DoesNotContain(value, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bigint", "(i * 3 - 9000)::bigint")]
    [InlineData("uuid", "md5(i::text)::uuid")]
    [InlineData("numeric", "i / 7.0")]
    [InlineData("double precision", "i / 7.0")]
    [InlineData("timestamptz", "timestamptz '2024-01-01' + i * interval '1.000001 s'")]
    [InlineData("char(12)", "'k' || i")]
    public async Task Plan_KeysOfAnyType_CutsThem(string type, string key)
    {
        var table = $"keys_{type.Split(' ', '(')[0]}";
        await tables.ExecuteAsync($"CREATE TABLE {table} AS SELECT ({key})::{type} AS user_id FROM generate_series(1, 3000) AS t(i); CREATE UNIQUE INDEX ON {table} (user_id); ANALYZE {table}");
        await using var source = tables.Open();
        var query = SampleFile.Query(table, SampleFile.Where("true"), "user_id");

        var plan = await source.PlanAsync(query, new() { TargetRows = 700 }, CancellationToken.None);

        Assert.Equal(5, plan.Shards.Length);
        Assert.Equal(3000, await CountAsync(source, query, plan));
    }

    [Theory]
    [InlineData("PARTITION BY HASH (user_id)", "CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE parts_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1)", "parts")]
    [InlineData("", "CREATE MATERIALIZED VIEW seen AS SELECT * FROM profile WHERE age < 30; CREATE UNIQUE INDEX ON seen (user_id)", "seen")]
    public async Task Plan_PartitionsAndMaterializedViews_AreTables(string kind, string sql, string table)
    {
        await tables.ExecuteAsync(kind.Length > 0
            ? $"CREATE TABLE {table} (user_id text PRIMARY KEY) {kind}; {sql}; INSERT INTO {table} SELECT user_id FROM profile"
            : sql);
        await using var source = tables.Open();
        var query = SampleFile.Query(table, SampleFile.Where("true"), "user_id");

        var plan = await source.PlanAsync(query, new() { TargetRows = 999 }, CancellationToken.None);

        Assert.Empty(await source.CheckAsync([query], CancellationToken.None));
        Assert.Equal(await tables.ReadAsync($"SELECT user_id FROM {table} ORDER BY user_id"), await source.ReadKeysAsync(query, plan));
    }

    [Fact]
    public async Task Plan_WideRows_HasShardsOfAboutTheTargetsBytes()
    {
        await tables.ExecuteAsync("CREATE TABLE wide AS SELECT i AS user_id, repeat(md5(i::text), 640) AS story FROM generate_series(1, 500) AS t(i); ALTER TABLE wide ADD PRIMARY KEY (user_id); ANALYZE wide");
        await using var source = tables.Open();
        var query = SampleFile.Query("wide", SampleFile.Where("true"), "story");

        var plan = await source.PlanAsync(query, new() { TargetBytes = 1 << 20 }, CancellationToken.None);
        var hashed = await source.PlanAsync(query with { Columns = [query.Columns[0] with { Masking = new() { Kind = MaskingKind.Hash } }] }, new() { TargetBytes = 1 << 20 }, CancellationToken.None);

        Assert.All(plan.Shards.SkipLast(1), shard => Assert.InRange(shard.Rows, 45, 55));
        Assert.Single(hashed.Shards);
        Assert.Equal(500, await CountAsync(source, query, plan));
    }

    [Fact]
    public async Task Plan_Shards_BearNoKeys()
    {
        await using var source = tables.Open();

        var plan = await source.PlanAsync(SampleFile.Query("profile", SampleFile.Where("true"), "user_id"), new() { TargetRows = 100 }, CancellationToken.None);

        Assert.Equal(200, plan.Shards.Length);
        Assert.All(plan.Shards, shard => Assert.DoesNotContain("u0000", $"{shard.From}{shard.To}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Estimate_OfASegment_IsNearEnoughToShow()
    {
        await using var source = tables.Open();

        Assert.InRange((await source.EstimateAsync(SampleFile.Query("profile", SampleFile.Where("age < 30"), "user_id"), CancellationToken.None))!.Value, 3000, 7000);
    }

    [Fact]
    public async Task Check_GoodCatalog_FindsNothing()
    {
        await using var source = tables.Open();

        Assert.Empty(await source.CheckAsync(
            [SampleFile.Query("profile", SampleFile.Where("true"), "user_id", "city"), SampleFile.Query("public.profile", SampleFile.Members("tenth"), "vip")], CancellationToken.None));
    }

    private static async Task<long> CountAsync(PostgresSource source, ExportQuery query, ShardPlan plan)
    {
        var rows = 0L;
        foreach (var shard in plan.Shards)
        {
            using var reader = await source.OpenAsync(query, plan.SourceVersion, shard, CancellationToken.None);
            while (reader.Read(CancellationToken.None) is { } batch)
            {
                rows += batch.Length;
            }
        }

        return rows;
    }

    private Task<List<string>> ExpectedAsync(string kind, string segment) => tables.ReadAsync(
        $"SELECT user_id FROM profile WHERE ({(kind == "where" ? segment : $"user_id IN (SELECT user_id FROM segment_member WHERE segment_id = '{segment}')")}\n) ORDER BY user_id");
}
