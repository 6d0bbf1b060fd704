using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Parquet;

/// <summary>What DuckDB finds in our Parquet files: types and values.</summary>
public sealed class ParquetTypesTests : IDisposable
{
    private readonly DuckDb _duckDb = new();
    private readonly TempFolder _folder = new();

    [Fact]
    public void Pack_Booleans_StayBooleans() =>
        AssertColumn("BOOLEAN", new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build(), "true", null, "false");

    [Fact]
    public void Pack_Integers_KeepTheirWidthAndSign()
    {
        AssertColumn("TINYINT", new Int8Array.Builder().Append(-128).AppendNull().Append(127).Build(), "-128", null, "127");
        AssertColumn("SMALLINT", new Int16Array.Builder().Append(short.MinValue).Append(short.MaxValue).Build(), "-32768", "32767");
        AssertColumn("INTEGER", new Int32Array.Builder().Append(int.MinValue).Append(int.MaxValue).Build(), "-2147483648", "2147483647");
        AssertColumn("BIGINT", new Int64Array.Builder().Append(long.MinValue).Append(long.MaxValue).Build(), "-9223372036854775808", "9223372036854775807");
        AssertColumn("UTINYINT", new UInt8Array.Builder().Append(255).Build(), "255");
        AssertColumn("USMALLINT", new UInt16Array.Builder().Append(65535).Build(), "65535");
        AssertColumn("UINTEGER", new UInt32Array.Builder().Append(uint.MaxValue).Build(), "4294967295");
        AssertColumn("UBIGINT", new UInt64Array.Builder().Append(ulong.MaxValue).AppendNull().Build(), "18446744073709551615", null);
    }

    [Fact]
    public void Pack_FloatingPoint_KeepsEveryBit()
    {
        // NaN has its sign bit set on this platform, and keeps it.
        AssertColumn("DOUBLE", new DoubleArray.Builder().AppendRange([0.1, -0.0, double.NaN, double.NegativeInfinity, double.Epsilon]).AppendNull().Build(),
            "0.1", "-0.0", "-nan", "-inf", "5e-324", null);
        AssertColumn("FLOAT", new FloatArray.Builder().AppendRange([0.1f, float.PositiveInfinity]).Build(), "0.1", "inf");
    }

    [Fact]
    public void Pack_Decimals_StayExact()
    {
        AssertColumn("DECIMAL(7,2)", new Decimal128Array.Builder(new Decimal128Type(7, 2)).Append(12345.67m).Append(-0.01m).AppendNull().Build(), "12345.67", "-0.01", null);
        AssertColumn("DECIMAL(18,4)", new Decimal128Array.Builder(new Decimal128Type(18, 4)).Append("-99999999999999.9999").Build(), "-99999999999999.9999");
        AssertColumn("DECIMAL(38,10)", new Decimal128Array.Builder(new Decimal128Type(38, 10)).Append("9999999999999999999999999999.9999999999").AppendNull().Build(),
            "9999999999999999999999999999.9999999999", null);
        AssertColumn("DECIMAL(7,2)", Values(new Decimal32Type(7, 2), 1234567, -1), "12345.67", "-0.01");
        AssertColumn("DECIMAL(18,4)", Values(new Decimal64Type(18, 4), -999999999999999999L), "-99999999999999.9999");
    }

    [Fact]
    public void Pack_Dates_StayDates() =>
        AssertColumn("DATE", Values(Date32Type.Default, 0, 19782, -719163, int.MaxValue, -int.MaxValue), "1970-01-01", "2024-02-29", "0001-12-31 (BC)", "infinity", "-infinity");

    [Fact]
    public void Pack_Times_StayTimes()
    {
        AssertColumn("TIME", Values(new Time64Type(TimeUnit.Microsecond), 0L, 86_399_999_999), "00:00:00", "23:59:59.999999");
        AssertColumn("TIME", Values(new Time32Type(TimeUnit.Millisecond), 1, 86_399_999), "00:00:00.001", "23:59:59.999");
        AssertColumn("TIME", Values(new Time32Type(TimeUnit.Second), 1, 86_399), "00:00:01", "23:59:59");
    }

    [Fact]
    public void Pack_Timestamps_KeepUnitAndZone()
    {
        AssertColumn("TIMESTAMP", Values(Timestamp(TimeUnit.Microsecond), 1_700_000_000_123_456, -1, long.MaxValue, -long.MaxValue),
            "2023-11-14 22:13:20.123456", "1969-12-31 23:59:59.999999", "infinity", "-infinity");
        AssertColumn("TIMESTAMP_NS", Values(Timestamp(TimeUnit.Nanosecond), 1_700_000_000_000_000_001), "2023-11-14 22:13:20.000000001");
        AssertColumn("TIMESTAMP", Values(Timestamp(TimeUnit.Millisecond), 1_700_000_000_123, -1, long.MaxValue, -long.MaxValue),
            "2023-11-14 22:13:20.123", "1969-12-31 23:59:59.999", "infinity", "-infinity");
        AssertColumn("TIMESTAMP", Values(Timestamp(TimeUnit.Second), 1_700_000_000, -1, long.MaxValue, -long.MaxValue),
            "2023-11-14 22:13:20", "1969-12-31 23:59:59", "infinity", "-infinity");
        AssertColumn("TIMESTAMP WITH TIME ZONE", Values(Timestamp(TimeUnit.Microsecond, "Asia/Shanghai"), 1_700_000_000_000_000), "2023-11-14 22:13:20+00");
    }

    [Fact]
    public void Pack_TextInAnyLayout_IsText()
    {
        string?[] values = ["a", null, "", "longer than twelve bytes, with a comma", "张伟 😀", "nul \0 in it"];
        var (text, large, view) = (new StringArray.Builder(), new LargeStringArray.Builder(), new StringViewArray.Builder());
        foreach (var value in values)
        {
            _ = value is null ? text.AppendNull() : text.Append(value);
            _ = value is null ? large.AppendNull() : large.Append(value);
            _ = value is null ? view.AppendNull() : view.Append(value);
        }

        AssertColumn("VARCHAR", text.Build(), values);
        AssertColumn("VARCHAR", large.Build(), values);
        AssertColumn("VARCHAR", view.Build(), values);
        AssertColumn("VARCHAR", new DictionaryArray(
            new DictionaryType(UInt8Type.Default, StringType.Default, false), new UInt8Array.Builder().Append(1).AppendNull().Append(0).Build(), new StringArray.Builder().Append("铜").Append("金").Build()), "金", null, "铜");
        AssertColumn("VARCHAR", new NullArray(2), null, null);
        AssertColumn("VARCHAR", new StringArray.Builder().Append("").Append("").Build(), "", "");
    }

    [Fact]
    public void Pack_MaskedColumn_IsText()
    {
        var year = new MaskingRule { Kind = MaskingKind.DateToYear };
        var table = new SampleTable { Format = ExportFormat.Parquet, Options = new() { Compression = PartCompression.None } }
            .Add("value", Values(Date32Type.Default, 0, 19782), year);

        Assert.Equal([["VARCHAR", "1970"], ["VARCHAR", "2024"]], Read(table, batchRows: 7));
    }

    public void Dispose()
    {
        _duckDb.Dispose();
        _folder.Dispose();
    }

    private static TimestampType Timestamp(TimeUnit unit, string? zone = null) => new(unit, zone);

    private static IArrowArray Values(IArrowType type, params long[] values) => Retype(new Int64Array.Builder().AppendRange(values).Build(), type);

    private static IArrowArray Values(IArrowType type, params int[] values) => Retype(new Int32Array.Builder().AppendRange(values).Build(), type);

    private static IArrowArray Retype(IArrowArray stored, IArrowType type) => ArrowArrayFactory.BuildArray(new ArrayData(type, stored.Length, 0, 0, stored.Data.Buffers));

    private void AssertColumn(string type, IArrowArray values, params string?[] texts)
    {
        var table = new SampleTable { Format = ExportFormat.Parquet, Options = new() { Compression = PartCompression.None } }.Add("value", values);
        foreach (var batchRows in (int[])[1, 100])
        {
            Assert.Equal(texts.Select(text => (string?[])[type, text]), Read(table, batchRows));
        }
    }

    private IReadOnlyList<IReadOnlyList<string?>> Read(SampleTable table, int batchRows)
    {
        var (_, parts) = table.Pack(batchRows: batchRows);
        var file = _folder.Write($"{Guid.CreateVersion7()}.parquet", parts[0]);
        return _duckDb.Rows($"SELECT typeof(value), CAST(value AS VARCHAR) FROM {DuckDb.Literal(file)}");
    }
}
