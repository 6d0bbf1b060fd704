using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.Tests.ClickHouse;

public sealed class ClickHouseSourceTests(ClickHouseTables tables) : IClassFixture<ClickHouseTables>
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

        foreach (var target in new long[] { 7, 3333, 1_000_000 })
        {
            var plan = await source.PlanAsync(query, new() { TargetRows = target }, CancellationToken.None);

            Assert.InRange(plan.Shards.Length, Math.Min(plan.Rows / target, ShardPlan.MaxShards / 4), ShardPlan.MaxShards);
            Assert.Equivalent(plan, await source.PlanAsync(query, new() { TargetRows = target }, CancellationToken.None));
            if (plan.Shards.Length < 50)
            {
                // As a silo that has not planned it.
                await using var other = tables.Open();
                Assert.Equal(expected, await other.ReadKeysAsync(query, plan));
            }
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
    [InlineData("city", FilterOperator.Eq, "O'Neill", "city = 'O\\'Neill'")]
    [InlineData("city", FilterOperator.Eq, "' OR 1 --", "0")]
    [InlineData("city", FilterOperator.Eq, "\\' OR 1 --", "0")]
    [InlineData("city", FilterOperator.Contains, "海", "position(city, '海') > 0")]
    [InlineData("city", FilterOperator.Contains, "%", "0")]
    [InlineData("value", FilterOperator.Ge, "14000.5", "value >= toDecimal64('14000.5', 2)")]
    [InlineData("born", FilterOperator.Gt, "2020-01-01", "born > '2020-01-01'")]
    [InlineData("vip", FilterOperator.Ne, "1", "isNull(vip) OR vip != 1")]
    [InlineData("vip", FilterOperator.IsNull, null, "isNull(vip)")]
    public async Task Filters_OfEveryKind_AreValuesAndNothingElse(string column, FilterOperator how, string? value, string condition)
    {
        await using var source = tables.Open();
        var query = SampleFile.Query("profile", SampleFile.Where("1"), "user_id") with { Filters = [SampleFile.Filter(column, how, value)] };
        var expected = await ExpectedAsync("where", condition);

        Assert.Equal(expected, await source.ReadKeysAsync(query, await source.PlanAsync(query, new() { TargetRows = 1000 }, CancellationToken.None)));
        var list = query with { Segment = SampleFile.Members("tenth") };
        Assert.Equal(
            await ExpectedAsync("where", $"({condition}) AND user_id IN (SELECT user_id FROM segment_member WHERE segment_id = 'tenth')"),
            await source.ReadKeysAsync(list, await source.PlanAsync(list, new() { TargetRows = 100 }, CancellationToken.None)));
    }

    [Theory]
    [InlineData("age", "young")]
    [InlineData("age", "256")]
    [InlineData("born", "yesterday")]
    [InlineData("value", "12,5")]
    public async Task Filter_OfAnotherType_IsRefusedWithItsPlace(string column, string value)
    {
        await using var source = tables.Open();
        var query = SampleFile.Query("profile", SampleFile.Where("1"), "user_id") with
        {
            Filters = [SampleFile.Filter("city", FilterOperator.IsNotNull, null), SampleFile.Filter(column, FilterOperator.Eq, value)],
        };

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.CountAsync(query, CancellationToken.None));

        Assert.Equal((ErrorCodes.InvalidFilter, false, "filters[1].value"), (fault.Code, fault.IsTransient, fault.Path));
        Assert.DoesNotContain(value, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Int64", "toInt64(number) * 3 - 4500")]
    [InlineData("UUID", "toUUID(concat('00000000-0000-0000-0000-', substring(toString(1000000000000 + number), 2)))")]
    [InlineData("FixedString(6)", "toFixedString(substring(toString(1000000 + number), 2), 6)")]
    [InlineData("DateTime", "toDateTime('2024-01-01 00:00:00') + number")]
    public async Task Plan_KeysOfAnyType_CutsThem(string type, string key)
    {
        var table = $"keys_{type.Split('(')[0]}";
        await tables.ExecuteAsync($"CREATE TABLE {table} (user_id {type}, x UInt8) ENGINE = MergeTree ORDER BY user_id", $"INSERT INTO {table} SELECT {key}, 1 FROM system.numbers LIMIT 3000");
        await using var source = tables.Open();
        var query = SampleFile.Query(table, SampleFile.Where("1"), "x");

        var plan = await source.PlanAsync(query, new() { TargetRows = 700 }, CancellationToken.None);

        Assert.Equal(5, plan.Shards.Length);
        Assert.All(plan.Shards, shard => Assert.DoesNotContain("000000", $"{shard.From}{shard.To}", StringComparison.Ordinal));
        var read = 0L;
        foreach (var shard in plan.Shards)
        {
            using var reader = await source.OpenAsync(query, plan.SourceVersion, shard, CancellationToken.None);
            for (var batch = reader.Read(CancellationToken.None); batch is not null; batch = reader.Read(CancellationToken.None))
            {
                read += batch.Length;
            }
        }

        Assert.Equal(3000, read);
    }

    private Task<List<string>> ExpectedAsync(string kind, string segment) => tables.ReadAsync(
        $"SELECT user_id FROM profile WHERE {(kind == "members" ? $"user_id IN (SELECT user_id FROM segment_member WHERE segment_id = '{segment}')" : segment == "true" ? "1" : $"({segment}\n)")} ORDER BY user_id");
}
