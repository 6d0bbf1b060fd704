using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Xlsx;

/// <summary>A table of every type, with values that a spreadsheet likes to take for something else.</summary>
internal static class StrangeTable
{
    public static string[] Texts { get; } =
    [
        "plain", "=1+1", "+86", "-5", "@SUM(A1)", " spaces stay ", "two\nlines", "tab\tand \"quotes\"", "a\u0001b\u001F", "_x0041_", "<&>", "张伟 😀", "13800138000", "007",
        "", "TRUE", "2024-05-31", "1e5", "\uFFFE", "#N/A",
    ];

    public static SampleTable Make()
    {
        var rows = Texts.Length;
        return new SampleTable { Options = new() { DisplayNames = true } }
            .AddText("text", Texts)
            .Add("whole", Longs(row => (long)Math.Pow(10, Math.Min(row, 18)) - 1))
            .Add("double", new DoubleArray.Builder().AppendRange(Enumerable.Range(0, rows).Select(row => row == 3 ? double.NaN : row / 8.0)).Build())
            .Add("decimal", new Decimal128Array.Builder(new Decimal128Type(18, 2)).AppendRange(Enumerable.Range(0, rows).Select(row => row * 1234567.5m)).Build())
            .Add("flag", new BooleanArray.Builder().AppendRange(Enumerable.Range(0, rows).Select(row => row % 2 == 0)).Build())
            .Add("day", As(new Int32Array.Builder().AppendRange(Enumerable.Range(0, rows).Select(row => (row * 3000) - 26_000)).Build(), Date32Type.Default))
            .Add("moment", As(Longs(row => 1_717_161_905_000_000 + (row % 3 == 0 ? 0 : row * 1_000L)), new TimestampType(TimeUnit.Microsecond, (string?)null)))
            .Add("instant", As(Longs(row => 1_717_161_905_000_000 + (row * 86_400_000_000L)), new TimestampType(TimeUnit.Microsecond, "UTC")))
            .Add("time", As(Longs(row => row * 4_321_000_000L), new Time64Type(TimeUnit.Microsecond)))
            .AddText("nothing", Texts.Select(text => (string?)null));

        Int64Array Longs(Func<int, long> value) => new Int64Array.Builder().AppendRange(Enumerable.Range(0, rows).Select(value)).Build();
    }

    private static IArrowArray As(IArrowArray stored, IArrowType type) =>
        ArrowArrayFactory.BuildArray(new ArrayData(type, stored.Length, stored.NullCount, stored.Offset, stored.Data.Buffers));
}
