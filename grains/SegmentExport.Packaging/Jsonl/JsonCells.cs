using SegmentExport.Packaging.Columns;

namespace SegmentExport.Packaging.Jsonl;

/// <summary>Makes the writer of a column from its type.</summary>
internal sealed class JsonCells : IColumnVisitor<JsonCell>
{
    /// <inheritdoc />
    public JsonCell Fixed<T, TFormat>(ValueKind kind, TFormat format)
        where T : unmanaged
        where TFormat : struct, IValueFormat<T> => new JsonValueCell<T, TFormat>(kind, format);

    /// <inheritdoc />
    public JsonCell Text<TSource>(TSource source)
        where TSource : class, ITextSource => new JsonTextCell<TSource>(source);

    /// <inheritdoc />
    public JsonCell Nothing() => Text(new NothingSource());
}
