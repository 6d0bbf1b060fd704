using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Moments, instants in UTC; those that a spreadsheet does not have, or would round to less than microseconds, are text.</summary>
internal sealed class XlsxTimestampCell(TimestampFormat format) : XlsxCell
{
    private readonly byte[] _start = ValueStart(format.IsInstant ? CellStyle.Instant : CellStyle.Timestamp);
    private readonly byte[] _fractionStart = ValueStart(format.IsInstant ? CellStyle.InstantFraction : CellStyle.TimestampFraction);
    private readonly long _perDay = 86_400 * TimeUnits.PerSecond(format.Unit);
    private readonly long _nanoseconds = 1_000_000_000 / TimeUnits.PerSecond(format.Unit);
    private readonly FixedColumn<long> _column = new();
    private readonly byte[] _text = new byte[format.MaxLength];

    /// <inheritdoc />
    public override int Width => 24;

    /// <inheritdoc />
    public override void Bind(ArrayData data) => _column.Bind(data);

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (_column.IsNull(row))
        {
            return;
        }

        var moment = _column.Get(row);
        var days = Math.DivRem(moment, _perDay, out var rest);
        if (rest < 0)
        {
            (days, rest) = (days - 1, rest + _perDay);
        }

        var microseconds = Math.DivRem(rest * _nanoseconds, 1_000, out var lost);
        if (lost != 0 || !SerialNumber.TryCount(days, out var serial) || !SerialNumber.IsHeld(serial, microseconds))
        {
            WriteText(_text.AsSpan(0, format.Write(moment, _text)), search: false, output);
            return;
        }

        WriteMoment(microseconds % 1_000_000 == 0 ? _start : _fractionStart, serial, microseconds, output);
    }

    /// <inheritdoc />
    public override void Dispose() => _column.Dispose();
}
