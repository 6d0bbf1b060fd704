using System.Collections.Immutable;
using System.Text;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;
using SegmentExport.Sources.ClickHouse;

namespace SegmentExport.Sources.Tests.ClickHouse;

/// <summary>
/// What Debian's server of 2018 cannot serve: types of current ones, and answers that break off. The answers are written down by hand, after the documentation of RowBinary and of the types; no current server has been asked.
/// </summary>
public sealed class CurrentServerTests : IAsyncLifetime
{
    private readonly RecordedServer _server = new();

    private static byte[] Mark => BitConverter.GetBytes(0x5345_4758);

    public ValueTask InitializeAsync()
    {
        _server
            .On("SELECT version()", RecordedServer.Text("25.8.2.29"))
            .On("FROM system.tables", RecordedServer.Texts("MergeTree", "user_id"))
            .On("metadata_modification_time", RecordedServer.Texts("1700000000", "61f0c404-5cb3-11e7-907b-a6006ad3dba0"))
            .On("FROM system.parts", RecordedServer.Texts("all", "1", "1", "2", "0"))
            .On("avg(length(", RecordedServer.Text("10"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static TheoryData<string, string, byte[], string> Types => new()
    {
        { "Bool", "p.`v`", [1], "true" },
        { "Date32", "p.`v`", BitConverter.GetBytes(-1), "1969-12-31" },
        { "DateTime64(3)", "p.`v`", BitConverter.GetBytes(1_709_251_199_123L), "2024-02-29 23:59:59.123+00" },
        { "DateTime64(4, 'Asia/Shanghai')", "p.`v`", BitConverter.GetBytes(17_092_511_991_234L), "2024-02-29 23:59:59.1234+00" },
        { "DateTime64(9)", "p.`v`", BitConverter.GetBytes(1_709_251_199_123_456_789L), "2024-02-29 23:59:59.123456789+00" },
        { "DateTime64(0)", "p.`v`", BitConverter.GetBytes(1_709_251_199L), "2024-02-29 23:59:59+00" },
        { "LowCardinality(String)", "p.`v`", RecordedServer.Text("上海"), "上海" },
        { "LowCardinality(Nullable(String))", "p.`v`", [0, .. RecordedServer.Text("上海")], "上海" },
        { "LowCardinality(Nullable(String))", "p.`v`", [1], "" },
        { "Decimal(76, 2)", "toString(p.`v`)", RecordedServer.Text("1234567890123456789012345678901234567890.12"), "1234567890123456789012345678901234567890.12" },
        { "Int256", "toString(p.`v`)", RecordedServer.Text("170141183460469231731687303715884105728"), "170141183460469231731687303715884105728" },
        { "Nullable(IPv6)", "toString(p.`v`)", [0, .. RecordedServer.Text("2001:db8::1")], "2001:db8::1" },
        { "Array(Nullable(Int32))", "toJSONString(p.`v`)", RecordedServer.Text("[1,null]"), "\"[1,null]\"" },
        { "Map(String, Array(UInt8))", "toJSONString(p.`v`)", RecordedServer.Text("{\"a\":[1]}"), "\"{\"\"a\"\":[1]}\"" },
        { "Tuple(a UInt8, b String)", "toJSONString(p.`v`)", RecordedServer.Text("{\"a\":1,\"b\":\"x\"}"), "\"{\"\"a\"\":1,\"\"b\"\":\"\"x\"\"}\"" },
    };

    [Theory]
    [MemberData(nameof(Types), DisableDiscoveryEnumeration = true)]
    public async Task Value_OfATypeOfCurrentServers_IsAskedForAndWrittenExactly(string type, string expression, byte[] value, string expected)
    {
        _server
            .On("FROM system.columns", RecordedServer.Texts("user_id", "String", "v", type))
            .On("SELECT toString(p.`user_id`)", [.. RecordedServer.Text("u1"), .. Mark])
            .On($"SELECT {expression}, toUInt32(", [.. value, .. Mark]);
        await using var source = Open();
        var query = Query("v");

        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        using var rows = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);

        Assert.Equal($"{expected}\n", Csv(query, plan.Shards[0], rows));
    }

    public static TheoryData<string, byte[], bool, string, bool> Broken => new()
    {
        { "the connection breaks off between two rows", [.. RecordedServer.Text("u1"), .. BitConverter.GetBytes(0x5345_4758)], false, ErrorCodes.SourceUnavailable, true },
        { "the connection breaks off in a row", [.. RecordedServer.Text("u1"), 1, 2], false, ErrorCodes.SourceUnavailable, true },
        { "the answer ends in a row", RecordedServer.Text("u1"), true, ErrorCodes.SourceUnavailable, true },
        { "an error stands where rows should", [.. RecordedServer.Text("u1"), .. BitConverter.GetBytes(0x5345_4758), .. "Code: 241. DB::Exception: Memory limit (for query) exceeded"u8], true, ErrorCodes.SourceUnavailable, true },
        { "there are fewer rows than were counted", [.. RecordedServer.Text("u1"), .. BitConverter.GetBytes(0x5345_4758)], true, ErrorCodes.SourceChanged, false },
        { "there are more", [.. Enumerable.Range(1, 3).SelectMany(row => (byte[])[.. RecordedServer.Text($"u{row}"), .. BitConverter.GetBytes(0x5345_4758)])], true, ErrorCodes.SourceChanged, false },
        { "a text is endless", [.. Enumerable.Repeat((byte)0xFF, 40)], true, ErrorCodes.SourceUnavailable, true },
        { "nothing comes", [], true, ErrorCodes.SourceChanged, false },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public async Task Read_OfAnswersThatAreNone_IsAFaultAndNeverAFile(string what, byte[] body, bool isWhole, string code, bool isTransient)
    {
        await using var source = OpenWithTwoRows();
        var query = Query("user_id");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        _server.On("SELECT p.`user_id`, toUInt32(", stream => RecordedServer.SendAsync(stream, body, isWhole));

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.ReadKeysAsync(query, plan));

        Assert.True((fault.Code, fault.IsTransient) == (code, isTransient), $"{what}: {fault.Code}");
    }

    [Fact]
    public async Task Read_FromAServerThatFallsSilent_IsGivenUp()
    {
        await using var planning = OpenWithTwoRows();
        await using var source = Open(TimeSpan.FromSeconds(2));
        var query = Query("user_id");
        var plan = await planning.PlanAsync(query, new(), CancellationToken.None);
        using var end = new CancellationTokenSource();
        _server.On("SELECT p.`user_id`, toUInt32(", async stream =>
        {
            await RecordedServer.SendAsync(stream, [.. RecordedServer.Text("u1"), .. Mark], isWhole: false);
            await Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.ReadKeysAsync(query, plan));
        await end.CancelAsync();

        Assert.Equal((ErrorCodes.SourceUnavailable, true), (fault.Code, fault.IsTransient));
        Assert.Contains("StatementTimeout", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statements_OfAShard_HoldNoPlaceOfTheRecordAndBoundTheServer()
    {
        await using var source = OpenWithTwoRows();
        var query = Query("user_id");
        var plan = await source.PlanAsync(query, new() { TargetRows = 1 }, CancellationToken.None);

        Assert.Equal(["0/1", "1/1"], plan.Shards.Select(shard => shard.From));
        _server.On(">= unhex('7532')", [.. RecordedServer.Text("u2"), .. Mark]);
        using var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[1], CancellationToken.None);
        Assert.Equal(1, reader.Read(CancellationToken.None)!.Length);
        Assert.Null(reader.Read(CancellationToken.None));
    }

    [Fact]
    public async Task Read_OfAPlanOfOneShard_LooksThroughNoKeys()
    {
        await using var planning = OpenWithTwoRows();
        var query = Query("user_id");
        var plan = await planning.PlanAsync(query, new(), CancellationToken.None);
        await using var source = Open();
        _server.On("SELECT p.`user_id`, toUInt32(", [.. RecordedServer.Text("u1"), .. Mark, .. RecordedServer.Text("u2"), .. Mark]);

        Assert.Equal(["u1", "u2"], await source.ReadKeysAsync(query, plan));
        Assert.Single(_server.Statements, statement => statement.Contains("SELECT toString(p.`user_id`)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_OfATableWithAnotherNumber_IsRefused()
    {
        await using var source = OpenWithTwoRows();
        var query = Query("user_id");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        _server
            .On("SELECT p.`user_id`, toUInt32(", [.. RecordedServer.Text("u1"), .. Mark, .. RecordedServer.Text("u2"), .. Mark])
            .On("toString(uuid)", RecordedServer.Texts("1700000000", "61f0c404-5cb3-11e7-907b-a6006ad3dba1"));

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.ReadKeysAsync(query, plan));

        Assert.Equal(ErrorCodes.SourceChanged, fault.Code);
    }

    private ClickHouseSource OpenWithTwoRows()
    {
        _server
            .On("FROM system.columns", RecordedServer.Texts("user_id", "String"))
            .On("SELECT toString(p.`user_id`)", [.. RecordedServer.Text("u1"), .. Mark, .. RecordedServer.Text("u2"), .. Mark]);
        return Open();
    }

    private ClickHouseSource Open(TimeSpan? timeout = null) => new(
        new("cdp", SourceKinds.ClickHouse, null, ImmutableSortedDictionary<string, string>.Empty),
        new() { Connections = { ["cdp"] = _server.Connection }, StatementTimeout = timeout ?? TimeSpan.FromMinutes(1) });

    private static ExportQuery Query(string column) => SampleFile.Query("profile", SampleFile.Where("1"), column);

    private static string Csv(ExportQuery query, Shard shard, IRowBatchReader rows)
    {
        using var part = new MemoryStream();
        var options = new FormatOptions { Compression = PartCompression.None, LineFeedOnly = true };
        ShardPacker.Pack(new() { Shard = shard, Columns = query.Columns, Format = ExportFormat.Csv, Options = options, HashKey = default }, rows, part, CancellationToken.None);
        return Encoding.UTF8.GetString(part.ToArray());
    }
}
