using Npgsql;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.Tests.Postgres;

/// <summary>What a database can have wrong, and how it can fail: each has its code, and says whether another attempt helps.</summary>
public sealed class PostgresFaultTests(PostgresTables tables) : IClassFixture<PostgresTables>
{
    private const int LongRows = 12_000;

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "nothing", "user_id", "city", "no table 'nothing'" },
        { "profile", "id", "city", "no column 'id'" },
        { "profile", "user_id", "town", "no column 'town'" },
        { "segment_member", "user_id", "user_id", "has no index" },
        { "people", "user_id", "city", "is no table" },
        { "parent", "user_id", "city", "is no table" },
        { "split", "user_id", "city", "is no table" },
        { "otherwise", "user_id", "city", "is no table" },
        { "collated", "user_id", "city", "has no index" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Check_WhatIsNotThere_IsTold(string table, string key, string column, string told)
    {
        await tables.ExecuteAsync(
            """
            DROP VIEW IF EXISTS people; DROP TABLE IF EXISTS parent, split, otherwise, collated CASCADE; DROP SERVER IF EXISTS nowhere CASCADE; DROP FOREIGN DATA WRAPPER IF EXISTS nowhere; DROP ACCESS METHOD IF EXISTS alike;
            CREATE VIEW people AS SELECT * FROM profile;
            CREATE TABLE parent (user_id text PRIMARY KEY, city text); CREATE TABLE heir () INHERITS (parent);
            CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;
            CREATE TABLE split (user_id text, city text) PARTITION BY LIST (city); CREATE TABLE near PARTITION OF split FOR VALUES IN ('a'); CREATE FOREIGN TABLE far PARTITION OF split DEFAULT SERVER nowhere;
            CREATE ACCESS METHOD alike TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE otherwise (user_id text PRIMARY KEY, city text) USING alike;
            CREATE TABLE collated (user_id text COLLATE "POSIX", city text); CREATE UNIQUE INDEX ON collated (user_id COLLATE "C");
            """);
        await using var source = tables.Open();

        var problems = await source.CheckAsync([SampleFile.Query(table, SampleFile.Where("true"), column) with { Profile = new(table, key) }], CancellationToken.None);

        Assert.Contains(told, Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_such_column > 1")]
    [InlineData("user_id > 5")]
    [InlineData("true) OR (")]
    public async Task Check_ConditionThatIsNone_IsTold(string condition)
    {
        await using var source = tables.Open();
        var query = SampleFile.Query("profile", SampleFile.Where(condition), "city");

        Assert.Contains("condition", Assert.Single(await source.CheckAsync([query], CancellationToken.None)).Message, StringComparison.Ordinal);
        await AssertFailsAsync(query, ErrorCodes.SourceUnavailable, isTransient: false);
    }

    [Fact]
    public async Task Check_ListWithKeysOfAnotherType_IsTold()
    {
        await tables.ExecuteAsync("CREATE TABLE IF NOT EXISTS numbered AS SELECT 's' AS segment_id, 7::bigint AS user_id");
        await using var source = tables.Open();
        var query = SampleFile.Query("profile", SampleFile.Members("s") with { Table = "numbered" }, "city");

        Assert.Contains("another type", Assert.Single(await source.CheckAsync([query], CancellationToken.None)).Message, StringComparison.Ordinal);
        await AssertFailsAsync(query, ErrorCodes.SourceUnavailable, isTransient: false);
    }

    [Theory]
    [InlineData("CREATE TABLE bad AS SELECT 'u' || i % 50 AS user_id FROM generate_series(0, 50) AS t(i); CREATE INDEX ON bad (user_id)", "twice")]
    [InlineData("CREATE TABLE bad AS SELECT nullif(i, 7) AS user_id FROM generate_series(0, 50) AS t(i); CREATE UNIQUE INDEX ON bad (user_id)", "without one")]
    public async Task Plan_KeysThatAreNone_ClosesTheTask(string sql, string told)
    {
        await tables.ExecuteAsync($"DROP TABLE IF EXISTS bad; {sql}");

        var fault = await AssertFailsAsync(SampleFile.Query("bad", SampleFile.Where("true"), "user_id"), ErrorCodes.SourceKeysInvalid, isTransient: false);

        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "true")]
    [InlineData("profile", "CAST(city AS integer) > 1")]
    [InlineData("profile", "nextval('numbers') > 0")]
    public async Task Plan_WhatNoAttemptMends_ClosesTheTask(string table, string condition)
    {
        await tables.ExecuteAsync("CREATE SEQUENCE IF NOT EXISTS numbers; GRANT ALL ON SEQUENCE numbers TO PUBLIC");

        await AssertFailsAsync(SampleFile.Query(table, SampleFile.Where(condition), "city"), ErrorCodes.SourceUnavailable, isTransient: false);
    }

    [Fact]
    public async Task Plan_TableThatTheRoleMayNotRead_ClosesTheTask()
    {
        await tables.ExecuteAsync("CREATE SCHEMA IF NOT EXISTS hidden; CREATE TABLE IF NOT EXISTS hidden.profile AS SELECT * FROM profile LIMIT 1; GRANT USAGE ON SCHEMA hidden TO PUBLIC");

        var fault = await AssertFailsAsync(SampleFile.Query("hidden.profile", SampleFile.Where("true"), "city"), ErrorCodes.SourceUnavailable, isTransient: false);

        Assert.Contains("grant SELECT", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_SourceThatAnswersSlowly_IsGivenUpAndTriedAgain()
    {
        await using var source = tables.Open(options => options.StatementTimeout = TimeSpan.FromMilliseconds(200));
        var slow = SampleFile.Query("profile", SampleFile.Where("pg_sleep(30) IS NOT NULL"), "city");

        var fault = await source.FailsToPlanAsync(slow, ErrorCodes.SourceUnavailable, isTransient: true);

        Assert.Contains("StatementTimeout", fault.Message, StringComparison.Ordinal);
        Assert.Equal(PostgresTables.Users, await source.CountAsync(SampleFile.Query("profile", SampleFile.Where("true"), "city"), CancellationToken.None));
    }

    [Fact]
    public async Task Read_BackendThatDiesInTheMiddle_IsTriedAgainAndReadsTheSame()
    {
        await using var source = tables.Open(connection: tables.Database.Silo + ";Application Name=dies");
        var query = await MakeLongAsync("dying");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        using var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);
        Assert.NotNull(reader.Read(CancellationToken.None));

        await tables.ReadAsync("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE application_name = 'dies'");
        var fault = Assert.Throws<PackagingException>(() =>
        {
            while (reader.Read(CancellationToken.None) is not null)
            {
            }
        });

        Assert.Equal((ErrorCodes.SourceUnavailable, true), (fault.Code, fault.IsTransient));
        Assert.Equal(LongRows, (await source.ReadKeysAsync(query, plan)).Count);
    }

    [Fact]
    public async Task Read_RowsThatAreNotThoseCounted_IsAChange()
    {
        await using var source = tables.Open();

        // Another half of the rows at each look: a source that lies about its count.
        var query = SampleFile.Query("profile", SampleFile.Where("hashtext(user_id || clock_timestamp()::text) % 2 = 0"), "user_id");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.ReadKeysAsync(query, plan));

        Assert.Equal((ErrorCodes.SourceChanged, false), (fault.Code, fault.IsTransient));
    }

    [Fact]
    public async Task Read_Cancelled_EndsTheStatementAndLeavesNothing()
    {
        await using var source = tables.Open(connection: tables.Database.Silo + ";Application Name=cancelled;Maximum Pool Size=1;Timeout=5");
        var query = await MakeLongAsync("cancelled");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        using (var cancellation = new CancellationTokenSource())
        using (var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None))
        {
            Assert.NotNull(reader.Read(cancellation.Token));
            await cancellation.CancelAsync();
            Assert.ThrowsAny<OperationCanceledException>(() => reader.Read(cancellation.Token));
        }

        // The only connection there is serves the next.
        Assert.Equal(LongRows, (await source.ReadKeysAsync(query, plan)).Count);
    }

    [Fact]
    public async Task Plan_Cancelled_EndsTheStatement()
    {
        await using var source = tables.Open();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await source.PlanAsync(SampleFile.Query("profile", SampleFile.Where("pg_sleep(30) IS NOT NULL"), "city"), new(), cancellation.Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no..name")]
    public async Task Plan_ServerThatIsNotThere_IsTriedAgain(string? host)
    {
        var connection = new NpgsqlConnectionStringBuilder(tables.Database.Silo) { Port = TestKit.Processes.FreePort.Find() };
        connection.Host = host ?? connection.Host;
        await using var source = tables.Open(connection: connection.ConnectionString);

        var fault = await source.FailsToPlanAsync(SampleFile.Query("profile", SampleFile.Where("true"), "city"), ErrorCodes.SourceUnavailable, isTransient: true);

    }

    [Theory]
    [InlineData("")]
    [InlineData("Hosst=db;Password=half")]
    public void Open_WithoutAConnectionString_SaysWhichSetting(string connection)
    {
        var fault = Assert.Throws<PackagingException>(() => tables.Open(connection: connection));

        Assert.Contains("SegmentExport:Sources:Connections:cdp", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("half", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OfTheSource_ReadsAlone()
    {
        await using var source = tables.Open(connection: tables.Database.Superuser);

        // As whom it would be allowed to: the session itself is read-only.
        await source.FailsToPlanAsync(SampleFile.Query("profile", SampleFile.Where("setval('numbers', 1) > 0"), "city"), ErrorCodes.SourceUnavailable, isTransient: false);
    }

    /// <summary>More rows than the buffers between server and source hold.</summary>
    private async Task<ExportQuery> MakeLongAsync(string table)
    {
        await tables.ExecuteAsync($"CREATE TABLE {table} AS SELECT 'u' || i AS user_id, repeat('x', 1900) AS story FROM generate_series(1, {LongRows}) AS t(i); ALTER TABLE {table} ADD PRIMARY KEY (user_id)");
        return SampleFile.Query(table, SampleFile.Where("true"), "user_id", "story");
    }

    private async Task<PackagingException> AssertFailsAsync(ExportQuery query, string code, bool isTransient)
    {
        await using var source = tables.Open();
        return await source.FailsToPlanAsync(query, code, isTransient);
    }
}
