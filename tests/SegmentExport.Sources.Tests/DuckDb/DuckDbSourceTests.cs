using System.Diagnostics;
using DuckDB.NET.Data;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Sources.Tests.DuckDb;

public sealed class DuckDbSourceTests(SampleFile sample) : IClassFixture<SampleFile>
{
    public static TheoryData<string, string> Segments => new()
    {
        { "where", "true" },
        { "where", "lifetime_value >= 5000" },
        { "where", "gender = '女' AND interest_tag = '美妆' -- a comment at the end" },
        { "where", "user_id = 'u000001234'" },
        { "where", "rowid > 19990" },
        { "members", "double-11" },
        { "members", "vip-invited" },
    };

    [Theory]
    [MemberData(nameof(Segments))]
    public async Task Plan_AnyShardSize_CoversEveryRowOnceInOrder(string kind, string segment)
    {
        await using var source = sample.Open();
        var query = SampleFile.Query(SampleFile.Segment(kind, segment), "user_id");
        var expected = Expected(kind, segment);
        Assert.NotEmpty(expected);

        foreach (var target in new long[] { 7, 100, 1000, 3333, 1_000_000 })
        {
            var plan = await source.PlanAsync(query, new() { TargetRows = target }, CancellationToken.None);

            Assert.Equal(expected, await source.ReadKeysAsync(query, plan));
            Assert.InRange(plan.Shards.Length, 1, 1000);
            Assert.Equal(expected.Count, await source.CountAsync(query, CancellationToken.None));
            Assert.Equivalent(plan, await source.PlanAsync(query, new() { TargetRows = target }, CancellationToken.None));
        }
    }

    [Fact]
    public async Task Plan_SkewedSegment_HasEvenShards()
    {
        await using var source = sample.Open();

        // Nine tenths of the rows stand in the first tenth of the table.
        var plan = await source.PlanAsync(
            SampleFile.Query(SampleFile.Where("rowid < 2000 OR rowid % 81 = 0"), "user_id"), new() { TargetRows = 200 }, CancellationToken.None);

        Assert.All(plan.Shards, shard => Assert.InRange(shard.Rows, 170, 230));
    }

    [Fact]
    public async Task Plan_EmptySegment_HasOneShardWithoutRows()
    {
        await using var source = sample.Open();
        var query = SampleFile.Query(SampleFile.Where("age > 150"), "user_id");

        var plan = await source.PlanAsync(query, new(), CancellationToken.None);

        Assert.Equal(0, Assert.Single(plan.Shards).Rows);
        Assert.Empty(await source.ReadKeysAsync(query, plan));
    }

    [Fact]
    public async Task Open_MemberListWithDuplicatesAndStrangers_CountsEachProfileOnce()
    {
        var path = Path.Combine(sample.Folder.FullName, "doubles.duckdb");
        Run(path, "CREATE TABLE profile AS SELECT 'u' || i AS user_id FROM range(100) AS t(i)");
        Run(path, "CREATE TABLE segment_member AS SELECT 's' AS segment_id, 'u' || (i % 10) AS user_id FROM range(50) AS t(i) UNION ALL SELECT 's', 'stranger' UNION ALL SELECT 's', NULL");
        await using var source = sample.Open(path);
        var query = SampleFile.Query(SampleFile.Members("s"), "user_id");

        var plan = await source.PlanAsync(query, new(), CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"u{i}"), await source.ReadKeysAsync(query, plan));
    }

    [Fact]
    public async Task Open_MemberListLongerThanMemory_HasEveryMemberOnceInOrder()
    {
        // As many as DuckDB would run out of memory over, with what it has here.
        const int Users = 5_000_000;
        var path = Path.Combine(sample.Folder.FullName, "long-list.duckdb");
        Run(path, $"CREATE TABLE profile AS SELECT 'u' || (100000000 + i) AS user_id FROM range({Users}) AS t(i)");
        Run(path, "CREATE TABLE segment_member AS SELECT 's' AS segment_id, user_id FROM profile ORDER BY hash(user_id)");
        await using var source = sample.Open(path);
        var query = SampleFile.Query(SampleFile.Members("s"), "user_id");

        var plan = await source.PlanAsync(query, new(), CancellationToken.None);

        Assert.Equal(Users, plan.Rows);
        var first = plan with { Rows = plan.Shards[0].Rows, Shards = [plan.Shards[0]] };
        Assert.Equal(Enumerable.Range(100_000_000, (int)first.Rows).Select(i => $"u{i}"), await source.ReadKeysAsync(query, first));
    }

    [Fact]
    public async Task Open_AfterReadsThatWereCancelledOrLeft_ReadsEveryRow()
    {
        await using var source = sample.Open();
        var query = SampleFile.Query(SampleFile.Where("true"), "user_id");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        for (var round = 0; round < 40; round++)
        {
            using var cancellation = new CancellationTokenSource();
            using var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);
            Assert.NotNull(reader.Read(CancellationToken.None));
            if (round % 2 == 0)
            {
                await cancellation.CancelAsync();
                Assert.Throws<OperationCanceledException>(() => reader.Read(cancellation.Token));
            }
        }

        Assert.Equal(SampleFile.Users, (await source.ReadKeysAsync(query, plan)).Count);
    }

    [Theory]
    [InlineData("missing.duckdb", null)]
    [InlineData("garbage.duckdb", "this is no database")]
    public async Task Plan_MissingOrBrokenFile_FailsForGoodWithoutThePath(string file, string? content)
    {
        var path = Path.Combine(sample.Folder.FullName, file);
        if (content is not null)
        {
            await File.WriteAllTextAsync(path, content);
        }

        await using var source = sample.Open(path);

        var fault = await Assert.ThrowsAsync<PackagingException>(
            async () => await source.PlanAsync(SampleFile.Query(SampleFile.Where("true"), "user_id"), new(), CancellationToken.None));

        Assert.Equal((ErrorCodes.SourceUnavailable, false), (fault.Code, fault.IsTransient));
        Assert.DoesNotContain(sample.Folder.Name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_OfEveryOperator_AgreeWithSql()
    {
        await using var source = sample.Open();
        foreach (var (filter, sql) in new[]
        {
            (Filter("city", FilterOperator.Eq, "北京"), "city = '北京'"),
            (Filter("gender", FilterOperator.Ne, "女"), "gender IS DISTINCT FROM '女'"),
            (Filter("age", FilterOperator.Lt, "30"), "age < 30"),
            (Filter("age", FilterOperator.Le, "30"), "age <= 30"),
            (Filter("lifetime_value", FilterOperator.Gt, "100.5"), "lifetime_value > 100.5"),
            (Filter("registered_at", FilterOperator.Ge, "2024-01-01"), "registered_at >= TIMESTAMP '2024-01-01'"),
            (Filter("is_member", FilterOperator.Eq, "true"), "is_member"),
            (Filter("name", FilterOperator.Contains, "O'Neill"), "contains(name, 'O''Neill')"),
            (Filter("email", FilterOperator.IsNull, null), "email IS NULL"),
            (Filter("email", FilterOperator.IsNotNull, null), "email IS NOT NULL"),
            (Filter("city", FilterOperator.Eq, "' OR true --"), "false"),
            (Filter("city", FilterOperator.Contains, "%"), "false"),
        })
        {
            var query = SampleFile.Query(SampleFile.Where("age > 20"), "user_id") with { Filters = [filter, Filter("age", FilterOperator.Lt, "70")] };
            var plan = await source.PlanAsync(query, new() { TargetRows = 1000 }, CancellationToken.None);

            Assert.Equal(Expected("where", $"age > 20 AND age < 70 AND ({sql})"), await source.ReadKeysAsync(query, plan));
        }
    }

    [Fact]
    public async Task Filters_ValueOfAnotherType_AreRefusedWithoutTheValue()
    {
        await using var source = sample.Open();
        var query = SampleFile.Query(SampleFile.Where("true"), "user_id") with { Filters = [Filter("age", FilterOperator.Lt, "thirty")] };

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.DescribeAsync(query, CancellationToken.None));

        Assert.Equal(ErrorCodes.InvalidFilter, fault.Code);
        Assert.DoesNotContain("thirty", fault.Message, StringComparison.Ordinal);
        Assert.Contains("SMALLINT", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NamesThatAreNotThere_AreToldWithWhatIs()
    {
        await using var source = sample.Open();

        var problems = await source.CheckAsync(
        [
            SampleFile.Query(SampleFile.Where("true"), "user_id", "phon"),
            SampleFile.Query(SampleFile.Where("no_such_column = 1"), "user_id"),
            SampleFile.Query(new MemberListSegment { Table = "members", Segment = "x" }, "user_id"),
            SampleFile.Query(new MemberListSegment { Table = "segment_member", Segment = "x", KeyColumn = "uid" }, "user_id"),
            SampleFile.Query(SampleFile.Where("true"), "user_id") with { Profile = new ProfileTable("profiles", "user_id") },
            SampleFile.Query(SampleFile.Members("double-11"), "user_id"),
        ], CancellationToken.None);

        Assert.Equal([(0, 1), (1, null), (2, null), (3, null), (4, (int?)null)], problems.Select(problem => (problem.QueryIndex, problem.ColumnIndex)));
        Assert.Contains("phone", problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("segment_member", problems[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_Cancelled_EndsAtOnce()
    {
        await using var source = sample.Open();
        var endless = SampleFile.Query(
            SampleFile.Where("(SELECT count(*) FROM range(100000000000) AS r(x) WHERE r.x % 7 = age % 7) > 0"), "user_id");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var clock = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Task.Run(async () => await source.CountAsync(endless, cancel.Token)));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Read_ManyShardsAtOnce_GiveTheSame()
    {
        await using var source = sample.Open();
        var query = SampleFile.Query(SampleFile.Members("double-11"), "user_id");
        var plan = await source.PlanAsync(query, new() { TargetRows = 300 }, CancellationToken.None);
        Assert.True(plan.Shards.Length > 5);

        var read = await Task.WhenAll(plan.Shards.Select(shard => Task.Run(() => source.ReadKeysAsync(query, plan.SourceVersion, shard))));

        Assert.Equal(plan.Shards.Select(shard => shard.Rows), read.Select(keys => (long)keys.Count));
        Assert.Equal(Expected("members", "double-11"), read.SelectMany(keys => keys));
    }

    private static ExportFilter Filter(string field, FilterOperator how, string? value) =>
        new() { Field = new FieldId(field), Column = field, Operator = how, Value = value };

    private static void Run(string path, string sql)
    {
        using var connection = new DuckDBConnection($"Data Source={path}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>What DuckDB itself says, without shards.</summary>
    private List<string> Expected(string kind, string segment)
    {
        var condition = kind == "where" ? segment : $"user_id IN (SELECT user_id FROM segment_member WHERE segment_id = '{segment}')";
        using var connection = new DuckDBConnection($"Data Source={sample.Database};ACCESS_MODE=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT user_id FROM profile WHERE ({condition}\n) ORDER BY rowid";
        using var rows = command.ExecuteReader();
        var keys = new List<string>();
        while (rows.Read())
        {
            keys.Add(rows.GetString(0));
        }

        return keys;
    }
}
