using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Xlsx;

public sealed class XlsxTypesTests
{
    [Fact]
    public void Pack_Booleans_AreBooleans() => AssertCells(new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build(), "b 1", "-", "b 0");

    [Fact]
    public void Pack_Integers_AreNumbersUpTo15Digits()
    {
        AssertCells(
            new Int64Array.Builder().AppendRange(
                [0, -7, 99_999_999_999, -9_999_999_999, 100_000_000_000, -99_999_999_999, 999_999_999_999_999, -999_999_999_999_999, 1_000_000_000_000_000, -1_000_000_000_000_000, long.MinValue, long.MaxValue]).AppendNull().Build(),
            "n 0", "n -7", "n 99999999999", "n -9999999999", "n 100000000000 Whole", "n -99999999999 Whole", "n 999999999999999 Whole", "n -999999999999999 Whole",
            "s 1000000000000000", "s -1000000000000000", "s -9223372036854775808", "s 9223372036854775807", "-");
        AssertCells(new UInt64Array.Builder().Append(ulong.MaxValue).Build(), "s 18446744073709551615");
        AssertCells(new Int8Array.Builder().Append(-128).Build(), "n -128");
        AssertCells(new UInt32Array.Builder().Append(uint.MaxValue).Build(), "n 4294967295");
    }

    [Fact]
    public void Pack_Doubles_AreNumbersWhereASpreadsheetHasThem()
    {
        AssertCells(
            new DoubleArray.Builder().AppendRange([0, -1.5, 0.1, 1e-5, 1e16, 2.0 / 3, 2.2250738585072014e-308, 9.99999999999999e307]).Build(),
            "n 0.0", "n -1.5", "n 0.1", "n 1e-05", "n 1e+16", "n 0.6666666666666666", "n 2.2250738585072014e-308", "n 9.99999999999999e+307");
        AssertCells(
            new DoubleArray.Builder().AppendRange([double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -2.2250738585072e-308, double.MaxValue]).Build(),
            "s nan", "s inf", "s -inf", "s 5e-324", "s -2.2250738585072e-308", "s 1.7976931348623157e+308");
        AssertCells(new FloatArray.Builder().AppendRange([0.1f, float.NaN]).AppendNull().Build(), "n 0.1", "s nan", "-");
    }

    [Fact]
    public void Pack_Decimals_AreNumbersUpTo15Digits()
    {
        AssertCells(
            new Decimal128Array.Builder(new Decimal128Type(18, 2)).Append(12.5m).Append(-0.05m).AppendNull().Append(9999999999999.99m).Append(-12345678901234.56m).Build(),
            "n 12.50 11", "n -0.05 11", "-", "n 9999999999999.99 11", "s -12345678901234.56");
        AssertCells(new Decimal128Array.Builder(new Decimal128Type(38, 0)).Append("99999999999999999999999999999999999999").Append("-1").Build(), "s 99999999999999999999999999999999999999", "n -1");
        AssertCells(
            new Decimal128Array.Builder(new Decimal128Type(38, 30)).Append("-0.000000000000000000000000000001").Append("12345678.5").Append("1.000000000000001").Append("100.000000000000000000000000000000").Build(),
            "n -0.000000000000000000000000000001", "n 12345678.500000000000000000000000000000", "s 1.000000000000001000000000000000", "n 100.000000000000000000000000000000");
    }

    [Fact]
    public void Pack_Dates_AreSerialNumbersWhereProgramsAgree() => AssertCells(
        new Int32Array.Builder().AppendRange([0, 19_874, 2_932_896, -25_508, -25_509, -719_162, 2_932_897, int.MaxValue]).Build(),
        Date32Type.Default,
        "n 25569 Date", "n 45443 Date", "n 2958465 Date", "n 61 Date", "s 1900-02-28", "s 0001-01-01", "s 10000-01-01", "s infinity");

    [Fact]
    public void Pack_Timestamps_AreSerialNumbersToTheMicrosecond()
    {
        AssertCells(
            Longs(0, 43_200_000_000, 1_717_161_905_000_000, 1_717_161_905_250_000, 1_717_161_905_250_001, 4_000_000_000_000_000, 4_000_000_000_001_000, 4_000_000_000_000_001, -2_203_891_200_000_001, long.MaxValue),
            new TimestampType(TimeUnit.Microsecond, (string?)null),
            "n 25569 Timestamp", "n 25569.5 Timestamp", "n 45443.559085648148 Timestamp", "n 45443.559088541667 TimestampFraction", "n 45443.559088541678 TimestampFraction",
            "n 71865.296296296296 Timestamp", "n 71865.29629630787 TimestampFraction", "s 2096-10-02 07:06:40.000001", "s 1900-02-28 23:59:59.999999", "s infinity");
        AssertCells(Longs(1_700_000_000), new TimestampType(TimeUnit.Second, "UTC"), "n 45244.925925925926 Instant");
        AssertCells(Longs(1_700_000_000_040), new TimestampType(TimeUnit.Millisecond, "Asia/Shanghai"), "n 45244.925926388889 InstantFraction");
        AssertCells(Longs(1_700_000_000_000_000_001, 1_700_000_000_000_001_000), new TimestampType(TimeUnit.Nanosecond, (string?)null), "s 2023-11-14 22:13:20.000000001", "n 45244.925925925938 TimestampFraction");
    }

    [Fact]
    public void Pack_Times_AreFractionsOfTheDay()
    {
        AssertCells(Longs(0, 43_200_000_000, 86_399_999_999, 86_400_000_000), new Time64Type(TimeUnit.Microsecond), "n 0 Time", "n 0.5 Time", "n 0.9999999999884259 TimeFraction", "s 24:00:00");
        AssertCells(new Int32Array.Builder().Append(3_600).Build(), new Time32Type(TimeUnit.Second), "n 0.041666666666666664 Time");
    }

    [Fact]
    public void Pack_MaskedNumbers_AreText()
    {
        var table = new SampleTable().Add("value", new Int64Array.Builder().Append(42).Build(), new MaskingRule { Kind = MaskingKind.Redact });

        Assert.StartsWith("s ", SheetCells.Read(Workbook.Pack(table).Bytes)[0][1][0], StringComparison.Ordinal);
    }

    [Fact]
    public void Pack_NothingAndText_AreDistinct() =>
        Assert.Equal([["-", "s ", "s x"]], SheetCells.Read(Workbook.Pack(new SampleTable().Add("none", new NullArray(1)).AddText("empty", "").AddText("x", "x")).Bytes)[0].Skip(1));

    private static Int64Array Longs(params long[] values) => new Int64Array.Builder().AppendRange(values).Build();

    private static void AssertCells(IArrowArray stored, IArrowType type, params string[] cells) =>
        AssertCells(ArrowArrayFactory.BuildArray(new ArrayData(type, stored.Length, stored.NullCount, stored.Offset, stored.Data.Buffers)), cells);

    private static void AssertCells(IArrowArray values, params string[] cells)
    {
        foreach (var batchRows in (int[])[1, 2, 100])
        {
            var sheets = SheetCells.Read(Workbook.Pack(new SampleTable().Add("value", values), batchRows: batchRows).Bytes);
            Assert.Equal(cells, Assert.Single(sheets).Skip(1).Select(Assert.Single));
        }
    }
}
