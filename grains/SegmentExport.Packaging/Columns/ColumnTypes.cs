using Apache.Arrow.Types;

namespace SegmentExport.Packaging.Columns;

/// <summary>Which Arrow types are written, and as what.</summary>
internal static class ColumnTypes
{
    /// <summary>The kinds of columns that are written, for error messages.</summary>
    public const string Supported = "booleans, numbers, decimals, text, dates, times and timestamps";

    /// <summary>Whether text formats can hold the type.</summary>
    public static bool IsSupported(IArrowType type) => Visit(type, new Probe());

    /// <summary>Hands a column's type to a visitor.</summary>
    /// <returns>What the visitor makes; the default where the type is not supported.</returns>
    public static TResult? Visit<TResult>(IArrowType type, IColumnVisitor<TResult> visitor) => type switch
    {
        NullType => visitor.Nothing(),
        BooleanType => visitor.Fixed<byte, BooleanFormat>(ValueKind.Boolean, default),
        Int8Type => visitor.Fixed<sbyte, IntegerFormat<sbyte>>(ValueKind.Number, default),
        Int16Type => visitor.Fixed<short, IntegerFormat<short>>(ValueKind.Number, default),
        Int32Type => visitor.Fixed<int, IntegerFormat<int>>(ValueKind.Number, default),
        Int64Type => visitor.Fixed<long, IntegerFormat<long>>(ValueKind.Number, default),
        UInt8Type => visitor.Fixed<byte, IntegerFormat<byte>>(ValueKind.Number, default),
        UInt16Type => visitor.Fixed<ushort, IntegerFormat<ushort>>(ValueKind.Number, default),
        UInt32Type => visitor.Fixed<uint, IntegerFormat<uint>>(ValueKind.Number, default),
        UInt64Type => visitor.Fixed<ulong, IntegerFormat<ulong>>(ValueKind.Number, default),
        FloatType => visitor.Fixed<float, SingleFormat>(ValueKind.Float, default),
        DoubleType => visitor.Fixed<double, DoubleFormat>(ValueKind.Float, default),
        Decimal32Type number => visitor.Fixed<int, DecimalFormat<int>>(ValueKind.Number, new(number.Scale)),
        Decimal64Type number => visitor.Fixed<long, DecimalFormat<long>>(ValueKind.Number, new(number.Scale)),
        Decimal128Type number => visitor.Fixed<Int128, DecimalFormat<Int128>>(ValueKind.Number, new(number.Scale)),
        Date32Type => visitor.Fixed<int, DateFormat>(ValueKind.Date, default),
        Time32Type time => visitor.Fixed<int, TimeFormat<int>>(ValueKind.Time, new(time.Unit)),
        Time64Type time => visitor.Fixed<long, TimeFormat<long>>(ValueKind.Time, new(time.Unit)),
        TimestampType time => visitor.Fixed<long, TimestampFormat>(
            string.IsNullOrEmpty(time.Timezone) ? ValueKind.Timestamp : ValueKind.Instant, new(time.Unit, !string.IsNullOrEmpty(time.Timezone))),
        StringType => visitor.Text(new Utf8Source()),
        LargeStringType => visitor.Text(new LargeUtf8Source()),
        StringViewType => visitor.Text(new Utf8ViewSource()),
        DictionaryType { ValueType: StringType, IndexType: FixedWidthType } dictionary => visitor.Text(new DictionarySource(dictionary, new Utf8Source())),
        _ => default,
    };

    private readonly struct Probe : IColumnVisitor<bool>
    {
        public bool Fixed<T, TFormat>(ValueKind kind, TFormat format)
            where T : unmanaged
            where TFormat : struct, IValueFormat<T> => true;

        public bool Text<TSource>(TSource source)
            where TSource : class, ITextSource => true;

        public bool Nothing() => true;
    }
}
