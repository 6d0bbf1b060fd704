using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Jsonl;

/// <summary>Text as strings.</summary>
internal sealed class JsonTextCell<TSource>(TSource source) : JsonCell
    where TSource : class, ITextSource
{
    private bool _search;

    /// <inheritdoc />
    public override void Bind(ArrayData data)
    {
        source.Bind(data);
        _search = source.MayContain(JsonText.Special);
    }

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (source.TryGet(row, out var text))
        {
            JsonText.Write(text, _search, output);
        }
        else
        {
            output.Write("null"u8);
        }
    }

    /// <inheritdoc />
    public override void Dispose() => source.Dispose();
}
