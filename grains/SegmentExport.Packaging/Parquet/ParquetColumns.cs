using SegmentExport.Packaging.Columns;

namespace SegmentExport.Packaging.Parquet;

/// <summary>Makes what gathers a column from its type.</summary>
internal sealed class ParquetColumns : IColumnVisitor<ParquetColumn>
{
    /// <inheritdoc />
    public ParquetColumn Fixed<T, TFormat>(ValueKind kind, TFormat format)
        where T : unmanaged
        where TFormat : struct, IValueFormat<T> => kind == ValueKind.Boolean ? new BooleanValues() : new FixedValues<T>();

    /// <inheritdoc />
    public ParquetColumn Text<TSource>(TSource source)
        where TSource : class, ITextSource => new TextValues<TSource>(source);

    /// <inheritdoc />
    public ParquetColumn Nothing() => Text(new NothingSource());
}
