using Apache.Arrow.Types;
using SegmentExport.Sources.Columns;
using SegmentExport.Sources.Postgres.Columns.Decoding;
using static SegmentExport.Sources.Postgres.TypeIds;

namespace SegmentExport.Sources.Postgres.Columns;

/// <summary>What becomes of each type of the database: its own type where a file has one, else JSON text where it is nested, else the database's own text.</summary>
internal static class ColumnReadings
{
    private const int MaxPrecision = 38;

    /// <summary>How a column of the profile table (<c>p</c>) is read.</summary>
    public static ColumnReading Of(TableColumn column)
    {
        var sql = $"p.{SqlText.Name(column.Name)}";
        return column.TypeId switch
        {
            Bool => new(sql, BooleanType.Default, () => new BooleanBuilder()),
            Int2 => Fixed<short, Int16Decoder>(sql, Int16Type.Default),
            Int4 => Fixed<int, Int32Decoder>(sql, Int32Type.Default),
            Int8 => Fixed<long, Int64Decoder>(sql, Int64Type.Default),
            Float4 => Fixed<float, SingleDecoder>(sql, FloatType.Default),
            Float8 => Fixed<double, DoubleDecoder>(sql, DoubleType.Default),
            Date => Fixed<int, DateDecoder>(sql, Date32Type.Default),
            Time => Fixed<long, Int64Decoder>(sql, new Time64Type(TimeUnit.Microsecond)),
            Timestamp => Fixed<long, TimestampDecoder>(sql, new TimestampType(TimeUnit.Microsecond, (string?)null)),
            Timestamptz => Fixed<long, TimestampDecoder>(sql, new TimestampType(TimeUnit.Microsecond, "UTC")),
            Numeric when TryGetScale(column.TypeModifier, out var precision, out var scale) => new(
                sql, new Decimal128Type(precision, scale), () => new FixedBuilder<Int128, NumericDecoder>(new Decimal128Type(precision, scale), new(precision, scale))),
            Uuid => new(sql, StringType.Default, () => new UuidBuilder()),
            Text or Varchar or Bpchar or Json or Xml => AsText(sql),
            Money => AsText($"CAST(CAST({sql} AS numeric) AS text)"),

            // Its cast to text shows a mask that the value has not got.
            Inet => AsText($"CASE WHEN {sql} IS NOT NULL THEN format('%s', {sql}) END"),
            _ when column.TypeKind == 'e' => AsText(sql),
            _ when IsNested(column) => AsText($"CAST(to_json({sql}) AS text)"),
            _ => AsText($"CAST({sql} AS text)"),
        };
    }

    private static bool IsNested(TableColumn column) => column.TypeKind == 'c' || column.Category == 'A' || column.TypeName is "hstore" or "public.hstore";

    private static ColumnReading AsText(string sql) => new(sql, StringType.Default, () => new TextBuilder());

    private static ColumnReading Fixed<T, TDecoder>(string sql, IArrowType type)
        where T : unmanaged
        where TDecoder : struct, IValueDecoder<T> => new(sql, type, () => new FixedBuilder<T, TDecoder>(type, default));

    // numeric.h: precision in the upper 16 bits, scale in the lower 11, both after 4 are taken away. A numeric without, or with more digits than 128 bits hold, stays text.
    private static bool TryGetScale(int modifier, out int precision, out int scale)
    {
        precision = (modifier - 4) >> 16 & 0xFFFF;
        scale = (((modifier - 4) & 0x7FF) ^ 1024) - 1024;
        return modifier >= 4 && precision <= MaxPrecision && scale >= 0 && scale <= precision;
    }
}
