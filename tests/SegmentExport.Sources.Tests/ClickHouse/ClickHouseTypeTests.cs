using System.Text;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;
using SegmentExport.Packaging.Formats;

namespace SegmentExport.Sources.Tests.ClickHouse;

/// <summary>What a CSV file has of each type that Debian's server knows.</summary>
public sealed class ClickHouseTypeTests(ClickHouseTables tables) : IClassFixture<ClickHouseTables>
{
    [Theory]
    [InlineData("Int8", "-128", "-128")]
    [InlineData("UInt64", "toUInt64('18446744073709551615')", "18446744073709551615")]
    [InlineData("Int64", "toInt64('-9223372036854775808')", "-9223372036854775808")]
    [InlineData("Float32", "1.5", "1.5")]
    [InlineData("Float64", "0.1", "0.1")]
    [InlineData("Nullable(Float64)", "NULL", "")]
    [InlineData("Decimal(9, 4)", "toDecimal32('-12345.6789', 4)", "-12345.6789")]
    [InlineData("Decimal(18, 18)", "toDecimal64('0.123456789012345678', 18)", "0.123456789012345678")]
    [InlineData("Decimal(38, 10)", "toDecimal128('1234567890123456789012345678.0123456789', 10)", "1234567890123456789012345678.0123456789")]
    [InlineData("Date", "toDate('2024-02-29')", "2024-02-29")]
    [InlineData("DateTime", "toDateTime('2024-02-29 23:59:59')", "2024-02-29 23:59:59+00")]
    [InlineData("DateTime('Asia/Shanghai')", "toDateTime('2024-02-29 23:59:59', 'Asia/Shanghai')", "2024-02-29 15:59:59+00")]
    [InlineData("String", "'张三, \"x\"'", "\"张三, \"\"x\"\"\"")]
    [InlineData("Nullable(String)", "NULL", "")]
    [InlineData("FixedString(5)", "toFixedString('abc', 5)", "abc")]
    [InlineData("Enum8('a' = 1, '乙' = 2)", "'乙'", "乙")]
    [InlineData("UUID", "toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0')", "61f0c404-5cb3-11e7-907b-a6006ad3dba0")]
    public async Task Value_OfEachType_IsWrittenExactly(string type, string value, string expected)
    {
        var (table, _) = await tables.MakeAsync(1);
        await tables.ExecuteAsync($"CREATE TABLE {table}_t (user_id UInt8, v {type}) ENGINE = MergeTree ORDER BY user_id", $"INSERT INTO {table}_t SELECT 1, {value}");
        await using var source = tables.Open();
        var query = SampleFile.Query($"{table}_t", SampleFile.Where("1"), "v");

        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        using var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);

        Assert.Equal($"{expected}\n", Csv(query, plan.Shards[0], reader));
    }

    [Fact]
    public async Task Type_ThatNoFormatHas_IsToldBeforeATaskIsMade()
    {
        var (table, _) = await tables.MakeAsync(1);
        await tables.ExecuteAsync($"CREATE TABLE {table}_t (user_id UInt8, v Array(String)) ENGINE = MergeTree ORDER BY user_id");
        await using var source = tables.Open();
        var query = SampleFile.Query($"{table}_t", SampleFile.Where("1"), "v");

        // This server cannot write JSON: newer ones make text of it.
        var errors = FormatChecks.Check(await source.DescribeAsync(query, CancellationToken.None), query.Columns, ExportFormat.Csv, new());

        Assert.Equal("unsupported_type", Assert.Single(errors).Code);
    }

    private static string Csv(ExportQuery query, Shard shard, IRowBatchReader rows)
    {
        using var part = new MemoryStream();
        var options = new FormatOptions { Compression = PartCompression.None, LineFeedOnly = true };
        ShardPacker.Pack(new() { Shard = shard, Columns = query.Columns, Format = ExportFormat.Csv, Options = options, HashKey = default }, rows, part, CancellationToken.None);
        return Encoding.UTF8.GetString(part.ToArray());
    }
}
