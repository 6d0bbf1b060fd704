using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Xlsx;

/// <summary>Whatever a cell holds, the value can be had back of it: of a number as a double, as a spreadsheet has it, or of a text.</summary>
public sealed class XlsxValuesTests
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    private static readonly long FirstMoment = DateTime.MinValue.Subtract(DateTime.UnixEpoch).Ticks / 10;
    private static readonly long LastMoment = new DateTime(9999, 12, 31).Subtract(DateTime.UnixEpoch).Ticks / 10;

    [Fact]
    public void Pack_AnyWholeNumber_ComesBack() => Gen.OneOf(Gen.Long, Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000], Gen.Int.Select(number => (long)number)).Array[1, 50].Sample(numbers =>
        Assert.Equal(numbers, Cells(new Int64Array.Builder().AppendRange(numbers).Build()).Select(cell => cell.IsText ? long.Parse(cell.Value, CultureInfo.InvariantCulture) : (long)Double(cell.Value))));

    [Fact]
    public void Pack_AnyDouble_ComesBack() => Gen.Double.Array[1, 50].Sample(numbers =>
        Assert.Equal(numbers, Cells(new DoubleArray.Builder().AppendRange(numbers).Build()).Select(cell => cell.Value switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            var number => Double(number),
        })));

    [Fact]
    public void Pack_AnyDecimal_ComesBackWithEveryDigit() => Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999].Select(Gen.Int[0, 17]).Array[1, 50].Sample(pairs =>
    {
        var numbers = pairs.Select(pair => decimal.Round(pair.Item1 / (decimal)Math.Pow(10, pair.Item2), 4)).Where(number => Math.Abs(number) < 100_000_000_000_000m).Append(0).ToArray();
        var cells = Cells(new Decimal128Array.Builder(new Decimal128Type(18, 4)).AppendRange(numbers).Build());
        // A double that is shown with 15 digits is that number.
        Assert.Equal(numbers, cells.Select(cell => decimal.Parse(cell.IsText ? cell.Value : Double(cell.Value).ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)));
    });

    [Fact]
    public void Pack_AnyMoment_ComesBackToTheMicrosecond() => Gen.OneOf(Gen.Long[FirstMoment, LastMoment], Gen.Long[0, 4_000_000_000].Select(second => second * 1_000_000)).Array[1, 50].Sample(moments =>
    {
        var stored = new Int64Array.Builder().AppendRange(moments).Build();
        var column = ArrowArrayFactory.BuildArray(new ArrayData(new TimestampType(TimeUnit.Microsecond, (string?)null), stored.Length, 0, 0, stored.Data.Buffers));
        Assert.Equal(moments, Cells(column).Select(cell => cell.IsText
            ? DateTime.Parse(cell.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).Subtract(DateTime.UnixEpoch).Ticks / 10
            : OfSerial(Double(cell.Value))));
    });

    private static long OfSerial(double serial) => (((long)serial - 25_569) * MicrosecondsPerDay) + ToMicroseconds(serial - Math.Truncate(serial), serial);

    // From 2079 on a double is too coarse for microseconds, and such moments are whole milliseconds.
    private static long ToMicroseconds(double fraction, double serial) => serial < 65_536
        ? (long)Math.Round(fraction * MicrosecondsPerDay)
        : (long)Math.Round(fraction * MicrosecondsPerDay / 1000) * 1000;

    private static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<(bool IsText, string Value)> Cells(IArrowArray values) =>
        SheetCells.Read(Workbook.Pack(new SampleTable().Add("value", values)).Bytes)[0].Skip(1).Select(row => (row[0][0] == 's', row[0][0] == 's' ? row[0][2..] : row[0].Split(' ')[1]));
}
