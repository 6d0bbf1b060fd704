using System.Text;
using Apache.Arrow;
using SegmentExport.Domain.Errors;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Text, typed as such: never run as a formula, never turned into a number.</summary>
internal sealed class XlsxTextCell<TSource>(TSource source) : XlsxCell
    where TSource : class, ITextSource
{
    private bool _search;

    /// <inheritdoc />
    public override int Width => 22;

    /// <inheritdoc />
    public override void Bind(ArrayData data)
    {
        source.Bind(data);
        _search = source.MayContain(XlsxText.Special);
    }

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (!source.TryGet(row, out var text))
        {
            return;
        }

        // A code unit of UTF-16 is at least one byte.
        if (text.Length > SheetLayout.MaxTextLength)
        {
            RefuseTooLong(text);
        }

        WriteText(text, _search, output);
    }

    /// <inheritdoc />
    public override void Dispose() => source.Dispose();

    private void RefuseTooLong(ReadOnlySpan<byte> text)
    {
        var length = Encoding.UTF8.GetCharCount(text);
        if (length > SheetLayout.MaxTextLength)
        {
            throw new PackagingException(
                ErrorCodes.ValueTooLong,
                $"Field '{Field}' has a text of {length} characters; a cell of a workbook holds at most {SheetLayout.MaxTextLength}. Choose the format csv, jsonl or parquet, or leave the field out.",
                isTransient: false);
        }
    }
}
