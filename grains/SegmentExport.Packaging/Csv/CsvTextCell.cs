using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Csv;

/// <summary>Text: quoted where it must be, made harmless where it looks like a formula.</summary>
internal sealed class CsvTextCell<TSource>(TSource source, CsvDialect dialect) : CsvCell
    where TSource : class, ITextSource
{
    private bool _search;

    /// <inheritdoc />
    public override void Bind(ArrayData data)
    {
        source.Bind(data);
        _search = source.MayContain(dialect.Special);
    }

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (!source.TryGet(row, out var text))
        {
            output.Write(dialect.NullText);
        }
        else if (dialect.Write(text, _search, output))
        {
            Neutralized++;
        }
    }

    /// <inheritdoc />
    public override void Dispose() => source.Dispose();
}
