using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources.Tests.ClickHouse;

/// <summary>What happens where rows change, appear or vanish between the plan and the reading of a shard: the rows that were planned, or a refusal.</summary>
public sealed class ClickHouseSnapshotTests(ClickHouseTables tables) : IClassFixture<ClickHouseTables>
{
    private const int Users = 1000;
    private static readonly ShardingOptions Quarters = new() { TargetRows = Users / 4 };

    [Theory]
    [InlineData("INSERT INTO {0} VALUES ('zzz', 1)")]
    [InlineData("ALTER TABLE {0} DELETE WHERE user_id = 'u000300'")]
    [InlineData("ALTER TABLE {0} UPDATE value = -1 WHERE user_id = 'u000300'")]
    [InlineData("ALTER TABLE {0} DROP PARTITION tuple()")]
    public async Task Read_OfATableThatChanged_IsRefused(string change)
    {
        var (table, query) = await tables.MakeAsync(Users, "value < 2000");
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, Quarters, CancellationToken.None);

        await tables.ExecuteAsync(string.Format(change, table));
        while (await tables.ReadAsync($"SELECT command FROM system.mutations WHERE table = '{table}' AND database = currentDatabase() AND NOT is_done") is not [])
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await AssertChangedAsync(async () => await source.ReadKeysAsync(query, plan));
        await AssertChangedAsync(async () => await tables.Open().ReadKeysAsync(query, plan));
    }

    [Fact]
    public async Task Read_OfATableThatWasMadeAnew_IsRefused()
    {
        var (table, query) = await tables.MakeAsync(Users);
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, Quarters, CancellationToken.None);

        // The server tells the two apart by the second.
        while (await tables.ReadAsync($"SELECT now() > metadata_modification_time FROM system.tables WHERE database = currentDatabase() AND name = '{table}'") is not ["1"])
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await tables.ExecuteAsync($"DROP TABLE {table}");
        await tables.FillAsync(table, Users);

        await AssertChangedAsync(async () => await source.ReadKeysAsync(query, plan));
    }

    [Fact]
    public async Task Read_OfAListThatChanged_IsRefused()
    {
        var (_, query) = await tables.MakeAsync(Users);
        await tables.ExecuteAsync("CREATE TABLE IF NOT EXISTS lists (segment_id String, user_id String) ENGINE = MergeTree ORDER BY segment_id", "INSERT INTO lists VALUES ('s', 'u000001'), ('s', 'u000002')");
        await using var source = tables.Open();
        var list = query with { Segment = SampleFile.Members("s") with { Table = "lists" } };
        var plan = await source.PlanAsync(list, Quarters, CancellationToken.None);
        Assert.Equal(["u000001", "u000002"], await source.ReadKeysAsync(list, plan));

        await tables.ExecuteAsync("INSERT INTO lists VALUES ('other', 'u000003')");

        await AssertChangedAsync(async () => await source.ReadKeysAsync(list, plan));
    }

    [Fact]
    public async Task Read_OfATableWhosePartsWereMerged_ReadsTheSame()
    {
        var (table, query) = await tables.MakeAsync(Users);
        await tables.ExecuteAsync($"ALTER TABLE {table} DELETE WHERE user_id = 'u000300'", $"INSERT INTO {table} VALUES ('zzz', 1)");
        while (await tables.ReadAsync($"SELECT command FROM system.mutations WHERE table = '{table}' AND database = currentDatabase() AND NOT is_done") is not [])
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, Quarters, CancellationToken.None);
        var before = await source.ReadKeysAsync(query, plan);

        await tables.ExecuteAsync($"OPTIMIZE TABLE {table} FINAL");

        Assert.Equal(["1"], await tables.ReadAsync($"SELECT count() FROM system.parts WHERE active AND table = '{table}' AND database = currentDatabase()"));
        Assert.Equal(Users, before.Count);
        Assert.Equal(before, await source.ReadKeysAsync(query, plan));
    }

    [Fact]
    public async Task Page_OfATableThatChanged_IsRefused()
    {
        var (table, query) = await tables.MakeAsync(Users);
        await using var source = tables.Open();
        var page = await source.OpenPageAsync(query, null, 10, CancellationToken.None);
        page.Rows.Dispose();
        await tables.ExecuteAsync($"INSERT INTO {table} VALUES ('zzz', 1)");

        await AssertChangedAsync(async () => await source.OpenPageAsync(query, new(page.SourceVersion, "u000009"), 10, CancellationToken.None));
    }

    private static async Task AssertChangedAsync(Func<Task> read)
    {
        var fault = await Assert.ThrowsAsync<PackagingException>(read);
        Assert.Equal((ErrorCodes.SourceChanged, false), (fault.Code, fault.IsTransient));
    }
}
