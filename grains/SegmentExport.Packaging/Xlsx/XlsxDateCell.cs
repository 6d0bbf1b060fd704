using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Days; those that not every spreadsheet has are text.</summary>
internal sealed class XlsxDateCell(DateFormat format) : XlsxCell
{
    private static readonly byte[] Start = ValueStart(CellStyle.Date);

    private readonly FixedColumn<int> _column = new();
    private readonly byte[] _text = new byte[format.MaxLength];

    /// <inheritdoc />
    public override int Width => 12;

    /// <inheritdoc />
    public override void Bind(ArrayData data) => _column.Bind(data);

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (_column.IsNull(row))
        {
            return;
        }

        var days = _column.Get(row);
        if (!SerialNumber.TryCount(days, out var serial))
        {
            WriteText(_text.AsSpan(0, format.Write(days, _text)), search: false, output);
            return;
        }

        WriteMoment(Start, serial, 0, output);
    }

    /// <inheritdoc />
    public override void Dispose() => _column.Dispose();
}
