using Apache.Arrow.Types;
using SegmentExport.Sources.ClickHouse.Decoding;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>What becomes of each type of the server: its own type where a file has one, else JSON text where it is nested, else the server's own text.</summary>
internal static class ColumnReadings
{
    private const int MaxPrecision = 38;

    /// <summary>How a column of the profile table (<c>p</c>) is read.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="hasJson">Whether the server writes JSON (<c>toJSONString</c>).</param>
    public static ColumnReading Of(string column, TypeName type, bool hasJson)
    {
        var sql = $"p.{SqlValue.Name(column)}";
        return type.Family switch
        {
            "Bool" => new(sql, 1, type.IsNullable, BooleanType.Default, () => new BooleanBuilder()),
            "Int8" => Fixed<sbyte, Plain<sbyte>>(sql, 1, type, Int8Type.Default),
            "Int16" => Fixed<short, Plain<short>>(sql, 2, type, Int16Type.Default),
            "Int32" => Fixed<int, Plain<int>>(sql, 4, type, Int32Type.Default),
            "Int64" => Fixed<long, Plain<long>>(sql, 8, type, Int64Type.Default),
            "UInt8" => Fixed<byte, Plain<byte>>(sql, 1, type, UInt8Type.Default),
            "UInt16" => Fixed<ushort, Plain<ushort>>(sql, 2, type, UInt16Type.Default),
            "UInt32" => Fixed<uint, Plain<uint>>(sql, 4, type, UInt32Type.Default),
            "UInt64" => Fixed<ulong, Plain<ulong>>(sql, 8, type, UInt64Type.Default),
            "Float32" => Fixed<float, Plain<float>>(sql, 4, type, FloatType.Default),
            "Float64" => Fixed<double, Plain<double>>(sql, 8, type, DoubleType.Default),
            "Decimal" when type is var decimals && decimals.Parameter(0) is { } precision and <= MaxPrecision && decimals.Parameter(1) is { } scale => Decimal(sql, type, precision, scale),
            "Date" => Fixed<int, DayDecoder>(sql, 2, type, Date32Type.Default),
            "Date32" => Fixed<int, Plain<int>>(sql, 4, type, Date32Type.Default),
            "DateTime" => Fixed<long, SecondDecoder>(sql, 4, type, new TimestampType(TimeUnit.Second, "UTC")),
            "DateTime64" => Instant(sql, type, type.Parameter(0) ?? 3),
            "String" => new(sql, null, type.IsNullable, StringType.Default, () => new TextBuilder()),
            "FixedString" when type.Parameter(0) is { } length => new(sql, length, type.IsNullable, StringType.Default, () => new FixedTextBuilder()),
            "UUID" or "IPv4" or "IPv6" or "Enum8" or "Enum16" or "Int128" or "Int256" or "UInt128" or "UInt256" or "Decimal" or "BFloat16" or "Nothing" or "Time" or "Time64" => Text($"toString({sql})", type),
            "Array" or "Tuple" or "Map" or "Nested" or "JSON" or "Object" or "Variant" or "Dynamic" or "Point" or "Ring" or "LineString" or "MultiLineString" or "Polygon" or "MultiPolygon" when hasJson =>
                Text($"toJSONString({sql})", type with { IsNullable = false }),

            // A type that no format has: told before a task is made.
            _ => new(sql, null, false, BinaryType.Default, () => throw ClickHouseFaults.Mismatch()),
        };
    }

    private static ColumnReading Text(string sql, TypeName type) => new(sql, null, type.IsNullable, StringType.Default, () => new TextBuilder());

    private static ColumnReading Fixed<T, TDecoder>(string sql, int width, TypeName type, IArrowType arrow)
        where T : unmanaged
        where TDecoder : struct, IValueDecoder<T> => new(sql, width, type.IsNullable, arrow, () => new FixedBuilder<T, TDecoder>(arrow, default));

    private static ColumnReading Decimal(string sql, TypeName type, int precision, int scale)
    {
        var arrow = new Decimal128Type(precision, scale);
        return precision switch
        {
            <= 9 => Fixed<Int128, DecimalDecoder>(sql, 4, type, arrow),
            <= 18 => Fixed<Int128, DecimalDecoder>(sql, 8, type, arrow),
            _ => Fixed<Int128, DecimalDecoder>(sql, 16, type, arrow),
        };
    }

    private static ColumnReading Instant(string sql, TypeName type, int digits)
    {
        var (unit, missing) = digits switch
        {
            0 => (TimeUnit.Second, 0),
            <= 3 => (TimeUnit.Millisecond, 3 - digits),
            <= 6 => (TimeUnit.Microsecond, 6 - digits),
            _ => (TimeUnit.Nanosecond, 9 - digits),
        };
        var arrow = new TimestampType(unit, "UTC");
        return new(sql, 8, type.IsNullable, arrow, () => new FixedBuilder<long, TickDecoder>(arrow, new(missing)));
    }
}
