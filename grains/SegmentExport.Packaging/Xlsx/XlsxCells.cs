using SegmentExport.Packaging.Columns;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Makes the writer of a column from its type.</summary>
internal sealed class XlsxCells : IColumnVisitor<XlsxCell>
{
    /// <inheritdoc />
    public XlsxCell Fixed<T, TFormat>(ValueKind kind, TFormat format)
        where T : unmanaged
        where TFormat : struct, IValueFormat<T> => format switch
        {
            BooleanFormat => new XlsxBooleanCell(),
            DateFormat date => new XlsxDateCell(date),
            TimestampFormat moment => new XlsxTimestampCell(moment),
            TimeFormat<int> time => new XlsxTimeCell<int>(time),
            TimeFormat<long> time => new XlsxTimeCell<long>(time),
            DecimalFormat<int> number => new XlsxNumberCell<T, TFormat>(format, number.Scale),
            DecimalFormat<long> number => new XlsxNumberCell<T, TFormat>(format, number.Scale),
            DecimalFormat<Int128> number => new XlsxNumberCell<T, TFormat>(format, number.Scale),
            _ when kind == ValueKind.Float => new XlsxFloatCell<T, TFormat>(format),
            _ => new XlsxNumberCell<T, TFormat>(format, scale: 0),
        };

    /// <inheritdoc />
    public XlsxCell Text<TSource>(TSource source)
        where TSource : class, ITextSource => new XlsxTextCell<TSource>(source);

    /// <inheritdoc />
    public XlsxCell Nothing() => Text(new NothingSource());
}
