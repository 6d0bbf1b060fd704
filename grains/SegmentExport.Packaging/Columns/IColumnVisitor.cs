namespace SegmentExport.Packaging.Columns;

/// <summary>Makes something for a column, once its type is known.</summary>
/// <typeparam name="TResult">What is made.</typeparam>
internal interface IColumnVisitor<out TResult>
{
    /// <summary>For a column of values of one width.</summary>
    /// <typeparam name="T">How a value is stored.</typeparam>
    /// <typeparam name="TFormat">How it is written.</typeparam>
    TResult Fixed<T, TFormat>(ValueKind kind, TFormat format)
        where T : unmanaged
        where TFormat : struct, IValueFormat<T>;

    /// <summary>For a column of text.</summary>
    TResult Text<TSource>(TSource source)
        where TSource : class, ITextSource;

    /// <summary>For a column that never has a value.</summary>
    TResult Nothing();
}
