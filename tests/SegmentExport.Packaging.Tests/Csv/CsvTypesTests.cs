using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Domain.Errors;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Csv;

public sealed class CsvTypesTests
{
    [Fact]
    public void Pack_Booleans_AreWords() => AssertCells(new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build(), "true", "", "false");

    [Fact]
    public void Pack_Integers_AreDigits()
    {
        AssertCells(new Int64Array.Builder().Append(long.MinValue).AppendNull().Append(0).Append(long.MaxValue).Build(), "-9223372036854775808", "", "0", "9223372036854775807");
        AssertCells(new UInt64Array.Builder().Append(ulong.MaxValue).Build(), "18446744073709551615");
        AssertCells(new Int8Array.Builder().Append(-128).Append(127).Build(), "-128", "127");
        AssertCells(new Int16Array.Builder().Append(short.MinValue).Build(), "-32768");
        AssertCells(new Int32Array.Builder().Append(int.MinValue).Build(), "-2147483648");
        AssertCells(new UInt8Array.Builder().Append(255).Build(), "255");
        AssertCells(new UInt16Array.Builder().Append(65535).Build(), "65535");
        AssertCells(new UInt32Array.Builder().Append(uint.MaxValue).Build(), "4294967295");
    }

    [Fact]
    public void Pack_Doubles_AreTheFewestDigitsThatReadBack() => AssertCells(
        new DoubleArray.Builder().AppendRange(
            [0, -0.0, 1, -1.5, 0.1, 12345.67, 0.0001, 0.00001, 1e15, 123456789012345680, 1e16, -12345678901234568, 1.5e300, double.Epsilon, 2.0 / 3, 1234567890123456, double.NaN, double.PositiveInfinity, double.NegativeInfinity]).Build(),
        "0.0", "-0.0", "1.0", "-1.5", "0.1", "12345.67", "0.0001", "1e-05", "1000000000000000.0", "1.2345678901234568e+17", "1e+16", "-1.2345678901234568e+16", "1.5e+300", "5e-324", "0.6666666666666666", "1234567890123456.0", "nan", "inf", "-inf");

    [Fact]
    public void Pack_Floats_AreTheFewestDigitsThatReadBack() => AssertCells(
        new FloatArray.Builder().AppendRange([0.1f, 1f, 16777216f, 1e8f, 123456784f, 1e16f, 1e-5f, float.NaN]).Build(),
        "0.1", "1.0", "16777216.0", "100000000.0", "123456780.0", "1e+16", "1e-05", "nan");

    [Fact]
    public void Pack_Decimals_HaveAllDigitsOfTheirScale()
    {
        AssertCells(
            new Decimal128Array.Builder(new Decimal128Type(18, 2)).Append(12.5m).Append(-0.05m).AppendNull().Append(0m).Append(-1234567890123456.78m).Build(),
            "12.50", "-0.05", "", "0.00", "-1234567890123456.78");
        AssertCells(new Decimal128Array.Builder(new Decimal128Type(38, 0)).Append("99999999999999999999999999999999999999").Append("-1").Build(), "99999999999999999999999999999999999999", "-1");
        AssertCells(
            new Decimal128Array.Builder(new Decimal128Type(38, 30)).Append("-0.000000000000000000000000000001").Append("12345678.5").Build(),
            "-0.000000000000000000000000000001", "12345678.500000000000000000000000000000");
    }

    [Fact]
    public void Pack_Dates_AreIsoDays() => AssertCells(
        new Int32Array.Builder().AppendRange([0, -1, 19782, -719162, -719163, 2932896, 2932897, int.MaxValue, -int.MaxValue]).Build(),
        Date32Type.Default,
        "1970-01-01", "1969-12-31", "2024-02-29", "0001-01-01", "0001-12-31 (BC)", "9999-12-31", "10000-01-01", "infinity", "-infinity");

    [Fact]
    public void Pack_Timestamps_HaveTheDigitsTheyNeed()
    {
        AssertCells(Longs(0, -1, 1_700_000_000_123_456, 1_700_000_000_500_000, long.MaxValue), new TimestampType(TimeUnit.Microsecond, (string?)null),
            "1970-01-01 00:00:00", "1969-12-31 23:59:59.999999", "2023-11-14 22:13:20.123456", "2023-11-14 22:13:20.5", "infinity");
        AssertCells(Longs(1_700_000_000), new TimestampType(TimeUnit.Second, (string?)null), "2023-11-14 22:13:20");
        AssertCells(Longs(1_700_000_000_040), new TimestampType(TimeUnit.Millisecond, (string?)null), "2023-11-14 22:13:20.04");
        AssertCells(Longs(1_700_000_000_000_000_001), new TimestampType(TimeUnit.Nanosecond, (string?)null), "2023-11-14 22:13:20.000000001");
        AssertCells(Longs(1_700_000_000_000_000), new TimestampType(TimeUnit.Microsecond, "Asia/Shanghai"), "2023-11-14 22:13:20+00");
    }

    [Fact]
    public void Pack_Times_AreTimesOfDay() => AssertCells(Longs(0, 86_399_999_999), new Time64Type(TimeUnit.Microsecond), "00:00:00", "23:59:59.999999");

    [Fact]
    public void Pack_TextInAnyLayout_IsTheSame()
    {
        string?[] values = ["a", null, "", "longer than twelve bytes, with a comma", "张伟"];
        var large = new LargeStringArray.Builder();
        var view = new StringViewArray.Builder();
        foreach (var value in values)
        {
            _ = value is null ? large.AppendNull() : large.Append(value);
            _ = value is null ? view.AppendNull() : view.Append(value);
        }

        string[] cells = ["a", "", "\"\"", "\"longer than twelve bytes, with a comma\"", "张伟"];
        AssertCells(large.Build(), cells);
        AssertCells(view.Build(), cells);
        AssertCells(new DictionaryArray(
            new DictionaryType(UInt8Type.Default, StringType.Default, false), new UInt8Array.Builder().Append(1).AppendNull().Append(0).Build(), new StringArray.Builder().Append("铜").Append("金").Build()), "金", "", "铜");
        AssertCells(new NullArray(2), "", "");
    }

    [Fact]
    public void Pack_Binary_IsRefusedByTheFieldsName()
    {
        var table = new SampleTable().Add("photo", new BinaryArray.Builder().Append([1, 2]).Build());

        var fault = Assert.Throws<PackagingException>(() => table.Pack());

        Assert.Equal(ErrorCodes.UnsupportedType, fault.Code);
        Assert.Contains("'photo'", fault.Message, StringComparison.Ordinal);
        Assert.False(fault.IsTransient);
    }

    private static Int64Array Longs(params long[] values) => new Int64Array.Builder().AppendRange(values).Build();

    private static void AssertCells(IArrowArray stored, IArrowType type, params string[] cells) =>
        AssertCells(ArrowArrayFactory.BuildArray(new ArrayData(type, stored.Length, stored.NullCount, stored.Offset, stored.Data.Buffers)), cells);

    private static void AssertCells(IArrowArray values, params string[] cells)
    {
        // A second column keeps an empty cell from being an empty line.
        var table = new SampleTable().Add("value", values).AddText("end", Enumerable.Repeat("|", values.Length));
        foreach (var batchRows in (int[])[1, 2, 100])
        {
            Assert.Equal("value,end\r\n" + string.Concat(cells.Select(cell => $"{cell},|\r\n")), Encoding.UTF8.GetString(table.Download("plain", batchRows: batchRows)));
        }
    }
}
