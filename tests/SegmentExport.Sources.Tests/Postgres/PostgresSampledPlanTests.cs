using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.Tests.Postgres;

/// <summary>Plans of segments that are so large that they are cut between the keys of a sample.</summary>
public sealed class PostgresSampledPlanTests(PostgresTables tables) : IClassFixture<PostgresTables>
{
    private const int Users = 240_000;
    private const int Target = 30_000;

    // Sorted by bytes, in another order than without regard to their case.
    private const string MixedCase = "(ARRAY['b', 'B', 'a', 'A'])[i % 4 + 1] || i";

    [Theory]
    [InlineData("text COLLATE \"C\"", "'u' || i", "value < 120000", 120_000)]
    [InlineData("timestamptz", "timestamptz '2024-01-01' + i * interval '1.000001 s'", "true", Users)]
    [InlineData("double precision", "i / 7.0", "value < 200000 -- the rest", 200_000)]
    public async Task Plan_LargeSegment_HasEvenShardsOfEveryRowOnceInOrder(string type, string key, string condition, int rows)
    {
        var (table, query) = await MakeAsync(type, key, condition);
        await using var source = tables.Open();

        var plan = await source.PlanAsync(query, new() { TargetRows = Target }, CancellationToken.None);

        AssertEven(plan, rows);
        Assert.Equal(await tables.ReadAsync($"SELECT value::text FROM {table} WHERE {condition}\n ORDER BY user_id"), await source.ReadKeysAsync(query, plan));
        Assert.Equivalent(plan.Shards, (await source.PlanAsync(query, new() { TargetRows = Target }, CancellationToken.None)).Shards);
    }

    [Theory]
    [InlineData("text", "'u' || i", "text", "value % 30 = 1")]
    [InlineData("text", "'u' || i", "text", "false")]
    [InlineData("text COLLATE \"en-x-icu\"", MixedCase, "text COLLATE \"C\"", "value % 30 = 1")]
    [InlineData("text COLLATE \"en-x-icu\"", MixedCase, "text COLLATE \"C\"", "false")]
    [InlineData("bigint", "i", "numeric", "false")]
    [InlineData("text", "'u' || i", "char(9)", "value % 30 = 1")]
    [InlineData("citext", MixedCase, "text", "value % 30 = 1")]
    public async Task Plan_LargeList_HasEvenShardsOfEveryRowOnceInOrder(string type, string key, string list, string twice)
    {
        if (type == "citext")
        {
            await tables.AddExtensionAsync(type);
        }

        var (table, query) = await MakeAsync(type, key, "true");
        await tables.ExecuteAsync($"CREATE TABLE {table}_list (segment_id text, user_id {list}); INSERT INTO {table}_list SELECT 's', user_id FROM {table} WHERE value % 3 > 0; CREATE INDEX ON {table}_list (segment_id, user_id); ANALYZE {table}_list");
        await tables.ExecuteAsync($"INSERT INTO {table}_list SELECT 's', user_id FROM {table} WHERE {twice}; INSERT INTO {table}_list VALUES ('s', NULL), ('s', NULL), ('s', '-1')");
        query = query with { Segment = SampleFile.Members("s") with { Table = $"{table}_list" } };
        await using var source = tables.Open();

        var plan = await source.PlanAsync(query, new() { TargetRows = Target }, CancellationToken.None);

        AssertEven(plan, 160_000);
        Assert.Equal(await tables.ReadAsync($"SELECT value::text FROM {table} WHERE value % 3 > 0 ORDER BY user_id"), await source.ReadKeysAsync(query, plan));

        await tables.ExecuteAsync($"DELETE FROM {table}_list WHERE user_id::text COLLATE \"C\" = (SELECT user_id::text FROM {table} WHERE value % 3 > 0 ORDER BY {table}.user_id LIMIT 1)");
        await AssertChangedAsync(source, query, plan, plan.Shards[0]);
        Assert.Equal(plan.Shards[1].Rows, (await source.ReadKeysAsync(query, plan.SourceVersion, plan.Shards[1])).Count);
    }

    [Fact]
    public async Task Plan_LargeSegmentThatItsSampleDoesNotShow_IsCutByItsRows()
    {
        var (_, query) = await MakeAsync("bigint", "i", "current_query() !~ ('TABLE' || 'SAMPLE')");
        await using var source = tables.Open();

        var plan = await source.PlanAsync(query, new() { TargetRows = Target }, CancellationToken.None);

        Assert.Equal(Enumerable.Repeat((long)Target, Users / Target), plan.Shards.Select(shard => shard.Rows));
    }

    [Fact]
    public async Task Read_ShardOfALargeSegmentWhoseRowsChanged_IsRefusedAndTheOthersAreRead()
    {
        var (table, query) = await MakeAsync("bigint", "i", "true");
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, new() { TargetRows = Target }, CancellationToken.None);

        await tables.ExecuteAsync($"UPDATE {table} SET value = -1 WHERE user_id = {plan.Shards[2].FirstRow + 17}; DELETE FROM {table} WHERE user_id = {plan.Shards[5].FirstRow}");

        foreach (var shard in plan.Shards)
        {
            if (shard.Index is 2 or 4 or 5)
            {
                await AssertChangedAsync(source, query, plan, shard);
            }
            else
            {
                Assert.Equal(shard.Rows, (await source.ReadKeysAsync(query, plan.SourceVersion, shard)).Count);
            }
        }
    }

    [Theory]
    [InlineData("user_id = 77")]
    [InlineData("user_id % 3 = 0")]
    public async Task Plan_LargeSegmentWithRowsWithoutKeys_ClosesTheTask(string without)
    {
        var (table, query) = await MakeAsync("bigint", "i", "true");
        await tables.ExecuteAsync($"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey; ALTER TABLE {table} ALTER user_id DROP NOT NULL; CREATE UNIQUE INDEX ON {table} (user_id); UPDATE {table} SET user_id = NULL WHERE {without}");
        await using var source = tables.Open();

        var fault = await source.FailsToPlanAsync(query, ErrorCodes.SourceKeysInvalid, isTransient: false);

        Assert.Contains("without one", fault.Message, StringComparison.Ordinal);
    }

    private static void AssertEven(ShardPlan plan, int rows)
    {
        Assert.Equal((rows, (rows + Target - 1) / Target), (plan.Rows, plan.Shards.Length));
        Assert.All(plan.Shards, shard => Assert.InRange(shard.Rows, 0.6 * rows / plan.Shards.Length, 1.4 * rows / plan.Shards.Length));

        // As even as that they are not by themselves: the segment was not cut after every so many rows.
        Assert.NotEqual(plan.Shards[0].Rows, plan.Shards[1].Rows);
    }

    private static async Task AssertChangedAsync(ISegmentSource source, ExportQuery query, ShardPlan plan, Shard shard)
    {
        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.ReadKeysAsync(query, plan.SourceVersion, shard));
        Assert.Equal(ErrorCodes.SourceChanged, fault.Code);
    }

    /// <summary>A large table, stored in another order than the keys', of which the text of a number is read.</summary>
    private async Task<(string Table, ExportQuery Query)> MakeAsync(string type, string key, string condition)
    {
        var table = $"large_{Guid.CreateVersion7():N}";
        await tables.ExecuteAsync($"CREATE TABLE {table} (user_id {type}, value integer, told text); INSERT INTO {table} SELECT {key}, i, i::text FROM generate_series(0, {Users - 1}) AS t(i) ORDER BY i * 7919 % {Users}; ALTER TABLE {table} ADD PRIMARY KEY (user_id)");

        // Rows of more than one transaction.
        await tables.ExecuteAsync($"UPDATE {table} SET told = told WHERE value % 7 = 0; ANALYZE {table}");
        return (table, SampleFile.Query(table, SampleFile.Where(condition), "told"));
    }
}
