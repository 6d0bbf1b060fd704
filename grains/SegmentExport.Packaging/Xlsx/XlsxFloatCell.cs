using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Binary floating-point numbers; what is infinite, no number, or out of a spreadsheet's range is text.</summary>
internal sealed class XlsxFloatCell<T, TFormat>(TFormat format) : XlsxCell
    where T : unmanaged
    where TFormat : struct, IValueFormat<T>
{
    private static readonly byte[] Start = ValueStart(CellStyle.General);

    private readonly FixedColumn<T> _column = new();

    /// <inheritdoc />
    public override int Width => 14;

    /// <inheritdoc />
    public override void Bind(ArrayData data) => _column.Bind(data);

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (_column.IsNull(row))
        {
            return;
        }

        var room = output.Reserve(BeginRoom + Start.Length + format.MaxLength + ValueEnd.Length);
        var written = Begin(room);
        Start.CopyTo(room[written..]);
        written += Start.Length;
        var length = format.Write(_column.Get(row), room[written..]);
        var number = room.Slice(written, length);
        if (!SpreadsheetNumber.IsHeld(number))
        {
            Span<byte> text = stackalloc byte[64];
            number.CopyTo(text);
            WriteText(text[..length], search: false, output);
            return;
        }

        written += length;
        ValueEnd.CopyTo(room[written..]);
        output.Advance(written + ValueEnd.Length);
    }

    /// <inheritdoc />
    public override void Dispose() => _column.Dispose();
}
