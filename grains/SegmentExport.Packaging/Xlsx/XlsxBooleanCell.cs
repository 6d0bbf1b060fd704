using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>True and false.</summary>
internal sealed class XlsxBooleanCell : XlsxCell
{
    private readonly FixedColumn<byte> _column = new();

    /// <inheritdoc />
    public override int Width => 8;

    /// <inheritdoc />
    public override void Bind(ArrayData data) => _column.Bind(data);

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (!_column.IsNull(row))
        {
            output.Advance(Begin(output.Reserve(BeginRoom)));
            output.Write(_column.Get(row) != 0 ? "\" t=\"b\"><v>1</v></c>"u8 : "\" t=\"b\"><v>0</v></c>"u8);
        }
    }

    /// <inheritdoc />
    public override void Dispose() => _column.Dispose();
}
