using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Sources.Tests.ClickHouse;

/// <summary>What a server can have wrong, and how it can fail: each has its code, and says whether another attempt helps.</summary>
public sealed class ClickHouseFaultTests(ClickHouseTables tables) : IClassFixture<ClickHouseTables>
{
    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "nothing", "user_id", "city", "no table 'nothing'. It has: " },
        { "profile", "id", "city", "no column 'id'" },
        { "profile", "user_id", "town", "no column 'town'" },
        { "segment_member", "user_id", "user_id", "not the first of the primary key" },
        { "people", "user_id", "city", "is kept by View" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Check_WhatIsNotThere_IsTold(string table, string key, string column, string told)
    {
        await tables.ExecuteAsync("CREATE VIEW IF NOT EXISTS people AS SELECT * FROM profile");
        await using var source = tables.Open();

        var problems = await source.CheckAsync([SampleFile.Query(table, SampleFile.Where("1"), column) with { Profile = new(table, key) }], CancellationToken.None);

        Assert.Contains(told, Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_such_column > 1")]
    [InlineData("user_id > 5")]
    [InlineData("1) OR (")]
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
        await tables.ExecuteAsync("CREATE TABLE IF NOT EXISTS numbered (segment_id String, user_id UInt64) ENGINE = MergeTree ORDER BY segment_id", "INSERT INTO numbered VALUES ('s', 7)");
        await using var source = tables.Open();
        var query = SampleFile.Query("profile", SampleFile.Members("s") with { Table = "numbered" }, "city");

        Assert.Contains("another type", Assert.Single(await source.CheckAsync([query], CancellationToken.None)).Message, StringComparison.Ordinal);
        await AssertFailsAsync(query, ErrorCodes.SourceUnavailable, isTransient: false);
    }

    [Fact]
    public async Task Plan_KeysThatAreNone_ClosesTheTask()
    {
        var (table, query) = await tables.MakeAsync(1000);
        await tables.ExecuteAsync($"INSERT INTO {table} VALUES ('u000500', 1)");

        var fault = await AssertFailsAsync(query, ErrorCodes.SourceKeysInvalid, isTransient: false);

        Assert.Contains("twice", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("u000500", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TextThatIsNotUtf8_IsAFaultAndNoFile()
    {
        var (table, query) = await tables.MakeAsync(10);
        await tables.ExecuteAsync($"INSERT INTO {table} SELECT concat('z', unhex('FF')), 1");
        await using var source = tables.Open();
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.ReadKeysAsync(query, plan));

        Assert.Contains("UTF-8", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_SourceThatAnswersSlowly_IsGivenUpAndTriedAgain()
    {
        await using var source = tables.Open(options => options.StatementTimeout = TimeSpan.FromSeconds(1));
        var slow = SampleFile.Query("profile", SampleFile.Where("sleepEachRow(0.01) = 0"), "city");

        var fault = await source.FailsToPlanAsync(slow, ErrorCodes.SourceUnavailable, isTransient: true);

        Assert.Contains("StatementTimeout", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set_max_rows_to_read=9000;set_read_overflow_mode=break")]
    [InlineData("set_max_result_rows=9000;set_result_overflow_mode=break")]
    public async Task Plan_ServerWhoseLimitsLeaveRowsOut_IsAFault(string limits)
    {
        await using var source = tables.Open(connection: $"{tables.Server.ReaderOf(tables.Database)};{limits}");

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.PlanAsync(SampleFile.Query("profile", SampleFile.Where("1"), "city"), new(), CancellationToken.None));

        Assert.Equal(ErrorCodes.SourceUnavailable, fault.Code);
    }

    [Fact]
    public async Task Plan_ServerThatIsNotThereOrRefuses_IsTriedAgain()
    {
        var query = SampleFile.Query("profile", SampleFile.Where("1"), "city");
        foreach (var connection in new[] { $"Host=127.0.0.1;Port={FreePort.Find()};Database=x;Username=y;Password=z", tables.Server.ReaderOf(tables.Database, "wrong") })
        {
            await using var source = tables.Open(connection: connection);
            var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.PlanAsync(query, new(), CancellationToken.None));
            Assert.Equal((ErrorCodes.SourceUnavailable, true), (fault.Code, fault.IsTransient));
        }
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
    public async Task Read_Cancelled_Ends()
    {
        await using var source = tables.Open();
        var query = SampleFile.Query("profile", SampleFile.Where("1"), "user_id");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        using var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);
        Assert.NotNull(reader.Read(cancellation.Token));
        await cancellation.CancelAsync();

        Assert.ThrowsAny<OperationCanceledException>(() => reader.Read(cancellation.Token));
    }

    private async Task<PackagingException> AssertFailsAsync(ExportQuery query, string code, bool isTransient)
    {
        await using var source = tables.Open();
        return await source.FailsToPlanAsync(query, code, isTransient);
    }
}
