using SegmentExport.Packaging.Columns;

namespace SegmentExport.Packaging.Csv;

/// <summary>Makes the writer of a column from its type.</summary>
internal sealed class CsvCells(CsvDialect dialect) : IColumnVisitor<CsvCell>
{
    /// <inheritdoc />
    public CsvCell Fixed<T, TFormat>(ValueKind kind, TFormat format)
        where T : unmanaged
        where TFormat : struct, IValueFormat<T> => new CsvValueCell<T, TFormat>(format, dialect);

    /// <inheritdoc />
    public CsvCell Text<TSource>(TSource source)
        where TSource : class, ITextSource => new CsvTextCell<TSource>(source, dialect);

    /// <inheritdoc />
    public CsvCell Nothing() => Text(new NothingSource());
}
