using System.Globalization;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;

namespace SegmentExport.Packaging.Tests.Fuzz;

/// <summary>Random columns of every type that is written. The expected texts are made by .NET's own formatting, not by ours.</summary>
internal static class RandomColumns
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    private static readonly Gen<string> Text = Gen.Frequency(
        (3, Gen.String[Gen.Char.AlphaNumeric, 0, 12]),
        (2, Gen.String[Gen.Char["a ,;|\t\"'\r\n\0\\=+-@张é"], 0, 12]),
        (1, Gen.String[0, 20].Select(WellFormed)),
        (1, Gen.OneOf("", " ", "NULL", "null", "\\N", "😀👩‍👩‍👧", "\uFEFF", "=1+1", "\"", "\r\n", "0", "true")),
        (1, Gen.Int[100, 5000].Select(length => new string('长', length))));

    /// <summary>A column of so many rows.</summary>
    public static Gen<RandomColumn> OfRows(int rows) => Gen.OneOf(
        Fixed(Gen.SByte, rows, Int8Type.Default, "TINYINT", Invariant),
        Fixed(Gen.Short, rows, Int16Type.Default, "SMALLINT", Invariant),
        Fixed(Gen.Int, rows, Int32Type.Default, "INTEGER", Invariant),
        Fixed(Gen.Long, rows, Int64Type.Default, "BIGINT", Invariant),
        Fixed(Gen.Byte, rows, UInt8Type.Default, "UTINYINT", Invariant),
        Fixed(Gen.UShort, rows, UInt16Type.Default, "USMALLINT", Invariant),
        Fixed(Gen.UInt, rows, UInt32Type.Default, "UINTEGER", Invariant),
        Fixed(Gen.ULong, rows, UInt64Type.Default, "UBIGINT", Invariant),
        Fixed(Gen.Double.Where(double.IsFinite), rows, DoubleType.Default, "DOUBLE", value => value.ToString("R", CultureInfo.InvariantCulture)),
        Fixed(Gen.Int[-100_000, 100_000].Select(value => value / 100.0), rows, DoubleType.Default, "DOUBLE", value => value.ToString("R", CultureInfo.InvariantCulture)),
        Fixed(Gen.Single.Where(float.IsFinite), rows, FloatType.Default, "FLOAT", value => value.ToString("R", CultureInfo.InvariantCulture)),
        Fixed(Gen.Long[-999_999_999_999, 999_999_999_999].Select(value => (Int128)value), rows, new Decimal128Type(14, 3), "DECIMAL(14,3)", value => ((decimal)value / 1000).ToString("F3", CultureInfo.InvariantCulture)),
        Fixed(Gen.Long.Select(value => (Int128)value * 1_000_000_007), rows, new Decimal128Type(38, 9), "DECIMAL(38,9)", value => ((decimal)value / 1_000_000_000).ToString("F9", CultureInfo.InvariantCulture)),
        Fixed(Gen.Int[-700_000, 2_900_000], rows, Date32Type.Default, "DATE", days => Epoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Fixed(Gen.Long[0, 86_399_999_999], rows, new Time64Type(TimeUnit.Microsecond), "TIME", time => Trim(Epoch.AddTicks(time * 10).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture))),
        Moments(TimeUnit.Second, 1_000_000, rows),
        Moments(TimeUnit.Millisecond, 1_000, rows),
        Moments(TimeUnit.Microsecond, 1, rows),
        Moments(TimeUnit.Microsecond, 1, rows, "Asia/Shanghai"),
        Booleans(rows),
        Texts(rows, values => values.Aggregate(new StringArray.Builder(), (builder, value) => value is null ? builder.AppendNull() : builder.Append(value)).Build()),
        Texts(rows, values => values.Aggregate(new LargeStringArray.Builder(), (builder, value) => value is null ? builder.AppendNull() : builder.Append(value)).Build()),
        Texts(rows, values => values.Aggregate(new StringViewArray.Builder(), (builder, value) => value is null ? builder.AppendNull() : builder.Append(value)).Build()),
        Enumeration(rows));

    private static Gen<RandomColumn> Moments(TimeUnit unit, long microseconds, int rows, string? zone = null) => Fixed(
        Gen.Long[-60_000_000_000_000_000 / microseconds, 250_000_000_000_000_000 / microseconds],
        rows,
        new TimestampType(unit, zone),
        zone is null ? "TIMESTAMP" : "TIMESTAMPTZ",
        moment => Trim(Epoch.AddTicks(moment * microseconds * 10).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)) + (zone is null ? "" : "+00"));

    private static Gen<RandomColumn> Fixed<T>(Gen<T> gen, int rows, IArrowType type, string sqlType, Func<T, string> text)
        where T : unmanaged => Gen.Select(gen.Array[rows], Presence(rows)).Select((values, present) =>
    {
        // What stands where no value is must not matter: it stays random.
        var bytes = MemoryMarshal.AsBytes<T>(values).ToArray();
        var (bits, nulls) = Bits(present);
        return new RandomColumn(
            ArrowArrayFactory.BuildArray(new ArrayData(type, rows, nulls, 0, [new(bits), new(bytes)])),
            sqlType,
            [.. values.Zip(present, (value, isThere) => isThere ? text(value) : null)]);
    });

    private static Gen<RandomColumn> Booleans(int rows) => Gen.Select(Gen.Bool.Array[rows], Presence(rows)).Select((values, present) =>
    {
        var (bits, nulls) = Bits(present);
        return new RandomColumn(
            ArrowArrayFactory.BuildArray(new ArrayData(BooleanType.Default, rows, nulls, 0, [new(bits), new(Bits(values).Bits)])),
            "BOOLEAN",
            [.. values.Zip(present, (value, isThere) => isThere ? value ? "true" : "false" : null)]);
    });

    private static Gen<RandomColumn> Texts(int rows, Func<IEnumerable<string?>, IArrowArray> build) => Gen.Select(Text.Array[rows], Presence(rows)).Select((values, present) =>
    {
        string?[] texts = [.. values.Zip(present, (value, isThere) => isThere ? value : null)];
        return new RandomColumn(build(texts), "VARCHAR", texts, IsText: true);
    });

    private static Gen<RandomColumn> Enumeration(int rows) => Gen.Select(Gen.Byte[0, 2].Array[rows], Presence(rows)).Select((values, present) =>
    {
        string[] names = ["铜", "银, \"925\"", ""];
        var (bits, nulls) = Bits(present);
        var indices = ArrowArrayFactory.BuildArray(new ArrayData(UInt8Type.Default, rows, nulls, 0, [new(bits), new(values)]));
        var dictionary = names.Aggregate(new StringArray.Builder(), (builder, name) => builder.Append(name)).Build();
        return new RandomColumn(
            new DictionaryArray(new DictionaryType(UInt8Type.Default, StringType.Default, false), indices, dictionary),
            "VARCHAR",
            [.. values.Zip(present, (value, isThere) => isThere ? names[value] : null)],
            IsText: true);
    });

    private static Gen<bool[]> Presence(int rows) => Gen.OneOf(Gen.Const(Enumerable.Repeat(true, rows).ToArray()), Gen.Bool.Array[rows], Gen.Const(new bool[rows]));

    private static (byte[] Bits, int Nulls) Bits(bool[] set)
    {
        var bits = new byte[(set.Length + 7) / 8];
        for (var i = 0; i < set.Length; i++)
        {
            bits[i / 8] |= (byte)(set[i] ? 1 << (i % 8) : 0);
        }

        return (bits, set.Count(isSet => !isSet));
    }

    private static string Invariant<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Trim(string time) => time.Contains('.', StringComparison.Ordinal) ? time.TrimEnd('0').TrimEnd('.') : time;

    private static string WellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
