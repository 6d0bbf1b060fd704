namespace SegmentExport.Packaging.Columns;

/// <summary>Gives any column's values as text.</summary>
internal sealed class TextVisitor : IColumnVisitor<ITextSource>
{
    /// <summary>The one there is.</summary>
    public static TextVisitor Instance { get; } = new();

    /// <inheritdoc />
    public ITextSource Fixed<T, TFormat>(ValueKind kind, TFormat format)
        where T : unmanaged
        where TFormat : struct, IValueFormat<T> => new FixedText<T, TFormat>(format);

    /// <inheritdoc />
    public ITextSource Text<TSource>(TSource source)
        where TSource : class, ITextSource => source;

    /// <inheritdoc />
    public ITextSource Nothing() => new NothingSource();
}
