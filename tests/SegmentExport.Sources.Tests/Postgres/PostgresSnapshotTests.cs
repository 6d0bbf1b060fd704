using Npgsql;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.Tests.Postgres;

/// <summary>What happens where rows change, appear or vanish between the plan and the reading of a shard: the rows that were planned, or a refusal.</summary>
public sealed class PostgresSnapshotTests(PostgresTables tables) : IClassFixture<PostgresTables>
{
    private const int Users = 1000;
    private static readonly ShardingOptions Quarters = new() { TargetRows = Users / 4 };

    [Theory]
    [InlineData("UPDATE {0} SET value = -1 WHERE user_id = 'u000300'", 1)]
    [InlineData("UPDATE {0} SET value = value WHERE user_id = 'u000300'", 1)]
    [InlineData("DELETE FROM {0} WHERE user_id = 'u000300'", 1)]
    [InlineData("INSERT INTO {0} VALUES ('u000300x', 0)", 1)]
    [InlineData("INSERT INTO {0} VALUES ('a', 0)", 0)]
    [InlineData("INSERT INTO {0} VALUES ('z', 0)", 3)]
    [InlineData("DELETE FROM {0} WHERE user_id = 'u000300'; INSERT INTO {0} VALUES ('u000300x', 0)", 1)]
    [InlineData("UPDATE {0} SET user_id = 'u000999x' WHERE user_id = 'u000999'", 3)]
    [InlineData("UPDATE {0} SET value = 5000 WHERE user_id = 'u000300'", 1)]
    public async Task Read_ShardWhoseRowsChanged_IsRefusedAndTheOthersAreRead(string change, int changed)
    {
        var (table, query) = await tables.MakeAsync(Users, "value < 2000");
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, Quarters, CancellationToken.None);

        await tables.ExecuteAsync(string.Format(change, table));

        foreach (var shard in plan.Shards)
        {
            if (shard.Index == changed)
            {
                await AssertChangedAsync(source, query, plan, shard);
            }
            else
            {
                Assert.Equal(250, (await source.ReadKeysAsync(query, plan.SourceVersion, shard)).Count);
            }
        }
    }

    [Theory]
    [InlineData("UPDATE {0} SET value = 4000 WHERE user_id = 'u000500'")]
    [InlineData("DELETE FROM {0} WHERE user_id = 'u000500'")]
    public async Task Read_BoundaryThatChanged_IsRefusedOnBothSides(string change)
    {
        var (table, query) = await tables.MakeAsync(Users);
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, Quarters, CancellationToken.None);

        await tables.ExecuteAsync(string.Format(change, table));

        await AssertChangedAsync(source, query, plan, plan.Shards[1]);
        await AssertChangedAsync(source, query, plan, plan.Shards[2]);
        Assert.Equal(250, (await source.ReadKeysAsync(query, plan.SourceVersion, plan.Shards[3])).Count);
    }

    [Fact]
    public async Task Read_ChangeThatWasUnderwayWhenPlanned_IsRefused()
    {
        var (table, query) = await tables.MakeAsync(Users);
        await using var source = tables.Open();
        await using var connection = new NpgsqlConnection(tables.Database.Superuser);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        // In a part of the transaction of its own, whose number no snapshot lists.
        await transaction.SaveAsync("part");
        await using (var command = new NpgsqlCommand($"UPDATE {table} SET value = -1 WHERE user_id IN ('u000100', 'u000600')", connection, transaction))
        {
            await command.ExecuteNonQueryAsync();
        }

        await transaction.ReleaseAsync("part");
        var plan = await source.PlanAsync(query, Quarters, CancellationToken.None);
        Assert.Equal(250, (await source.ReadKeysAsync(query, plan.SourceVersion, plan.Shards[0])).Count);
        await transaction.CommitAsync();

        await AssertChangedAsync(source, query, plan, plan.Shards[2]);
        await AssertChangedAsync(source, query, plan, plan.Shards[0]);
    }

    [Fact]
    public async Task Read_WhileARowChanges_HasTheRowsOfItsBeginning()
    {
        var (table, query) = await tables.MakeAsync(200_000);
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        using var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);
        var rows = reader.Read(CancellationToken.None)!.Length;

        await tables.ExecuteAsync($"DELETE FROM {table} WHERE value > 5000");
        while (reader.Read(CancellationToken.None) is { } batch)
        {
            rows += batch.Length;
        }

        Assert.Equal(200_000, rows);
    }

    [Theory]
    [InlineData("UPDATE lists SET user_id = 'u000013' WHERE user_id = 'u000012'")]
    [InlineData("DELETE FROM lists WHERE user_id = 'u000012'")]
    [InlineData("INSERT INTO lists VALUES ('s', 'u000013')")]
    [InlineData("UPDATE lists SET segment_id = 't' WHERE user_id = 'u000012'")]
    public async Task Read_ListThatChanged_IsRefused(string change)
    {
        // Users of one transaction: whom the list names shows in the list alone.
        var (table, query) = await tables.MakeAsync(Users);
        await tables.ExecuteAsync($"DROP TABLE IF EXISTS lists; CREATE TABLE lists AS SELECT 's' AS segment_id, user_id FROM {table} WHERE value % 4 = 0");
        query = query with { Segment = SampleFile.Members("s") with { Table = "lists" } };
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, Quarters, CancellationToken.None);
        Assert.Equal(250, plan.Rows);
        await tables.ExecuteAsync("INSERT INTO lists VALUES ('other', 'u000013'), ('s', 'nobody')");
        Assert.Equal(250, (await source.ReadKeysAsync(query, plan)).Count);

        await tables.ExecuteAsync(change);

        await AssertChangedAsync(source, query, plan, plan.Shards[0]);
    }

    [Fact]
    public async Task Read_AfterWhatChangesNoRow_ReadsTheSame()
    {
        var (table, query) = await tables.MakeAsync(Users);
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, Quarters, CancellationToken.None);
        var before = await source.ReadKeysAsync(query, plan);

        await tables.ExecuteAsync($"BEGIN; UPDATE {table} SET value = 0; ROLLBACK; SELECT * FROM {table} FOR UPDATE; CREATE INDEX ON {table} (value); ANALYZE {table}");
        await using var connection = new NpgsqlConnection(tables.Database.Superuser);
        await connection.OpenAsync();
        await using var vacuum = new NpgsqlCommand($"VACUUM (FREEZE) {table}", connection);
        await vacuum.ExecuteNonQueryAsync();

        Assert.Equal(before, await source.ReadKeysAsync(query, plan));
    }

    [Theory]
    [InlineData("VACUUM FULL {0}")]
    [InlineData("CLUSTER {0} USING {0}_pkey")]
    public async Task Read_TableWhoseRowsMoved_IsRefusedWhereARowBounds(string move)
    {
        var (table, query) = await tables.MakeAsync(Users);

        // Rows move by these ten, into places where others of the same transaction stood.
        await tables.ExecuteAsync($"DELETE FROM {table} WHERE value < 10");
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, Quarters, CancellationToken.None);
        var whole = await source.PlanAsync(query, new(), CancellationToken.None);

        await using var connection = new NpgsqlConnection(tables.Database.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(string.Format(move, table), connection);
        await command.ExecuteNonQueryAsync();

        await AssertChangedAsync(source, query, plan, plan.Shards[1]);
        await AssertChangedAsync(source, query, plan, plan.Shards[2]);
        Assert.Equal(Users - 10, (await source.ReadKeysAsync(query, whole)).Count);
    }

    [Fact]
    public async Task Read_TableThatWasMadeAnew_IsRefused()
    {
        var (table, query) = await tables.MakeAsync(Users);
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, Quarters, CancellationToken.None);

        await tables.ExecuteAsync($"CREATE TABLE {table}_new AS TABLE {table}; ALTER TABLE {table}_new ADD PRIMARY KEY (user_id); DROP TABLE {table}; ALTER TABLE {table}_new RENAME TO {table}");

        Assert.All(plan.Shards, shard => AssertChangedAsync(source, query, plan, shard).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task Plan_NamesTheSnapshot()
    {
        var (table, query) = await tables.MakeAsync(10);
        await using var source = tables.Open();
        var before = (await source.PlanAsync(query, new(), CancellationToken.None)).SourceVersion;
        await tables.ExecuteAsync($"UPDATE {table} SET value = 1");

        var after = (await source.PlanAsync(query, new(), CancellationToken.None)).SourceVersion;

        Assert.Matches("^[0-9]+:[0-9]+:[0-9,]*$", before);
        Assert.NotEqual(before, after);
    }

    private static async Task AssertChangedAsync(ISegmentSource source, ExportQuery query, ShardPlan plan, Shard shard)
    {
        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.ReadKeysAsync(query, plan.SourceVersion, shard));
        Assert.Equal((ErrorCodes.SourceChanged, false), (fault.Code, fault.IsTransient));
    }
}
