using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Exact numbers: a number where a spreadsheet keeps every digit, text where it would not.</summary>
internal sealed class XlsxNumberCell<T, TFormat>(TFormat format, int scale) : XlsxCell
    where T : unmanaged
    where TFormat : struct, IValueFormat<T>
{
    // The general format turns to exponents behind so many digits.
    private const int MaxGeneralDigits = 11;

    private static readonly byte[] WholeStart = ValueStart(CellStyle.Whole);

    private readonly byte[] _start = ValueStart(scale > 0 ? XlsxStyles.OfScale(scale) : CellStyle.General);
    private readonly FixedColumn<T> _column = new();

    /// <inheritdoc />
    public override int Width => Math.Clamp((int)(System.Runtime.CompilerServices.Unsafe.SizeOf<T>() * 2.2) + (scale > 0 ? scale + 1 : 0), 8, 20);

    /// <inheritdoc />
    public override void Bind(ArrayData data) => _column.Bind(data);

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (_column.IsNull(row))
        {
            return;
        }

        var room = output.Reserve(BeginRoom + _start.Length + format.MaxLength + ValueEnd.Length);
        var written = Begin(room);
        _start.CopyTo(room[written..]);
        written += _start.Length;
        var length = format.Write(_column.Get(row), room[written..]);
        if (length > MaxGeneralDigits)
        {
            WriteLong(room.Slice(written, length), output);
            return;
        }

        written += length;
        ValueEnd.CopyTo(room[written..]);
        output.Advance(written + ValueEnd.Length);
    }

    /// <inheritdoc />
    public override void Dispose() => _column.Dispose();

    private void WriteLong(ReadOnlySpan<byte> digits, PlainBuffer output)
    {
        Span<byte> number = stackalloc byte[64];
        digits.CopyTo(number);
        number = number[..digits.Length];
        if (!SpreadsheetNumber.KeepsDigits(number))
        {
            WriteText(number, search: false, output);
            return;
        }

        output.Advance(Begin(output.Reserve(BeginRoom)));
        output.Write(scale == 0 ? WholeStart : _start);
        output.Write(number);
        output.Write(ValueEnd);
    }
}
