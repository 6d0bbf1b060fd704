using System.Numerics;
using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Times of day; 24:00:00, and what is finer than microseconds, is text.</summary>
internal sealed class XlsxTimeCell<T>(TimeFormat<T> format) : XlsxCell
    where T : unmanaged, IBinaryInteger<T>
{
    private static readonly byte[] Start = ValueStart(CellStyle.Time);
    private static readonly byte[] FractionStart = ValueStart(CellStyle.TimeFraction);

    private readonly long _nanoseconds = 1_000_000_000 / TimeUnits.PerSecond(format.Unit);
    private readonly FixedColumn<T> _column = new();
    private readonly byte[] _text = new byte[format.MaxLength];

    /// <inheritdoc />
    public override int Width => 13;

    /// <inheritdoc />
    public override void Bind(ArrayData data) => _column.Bind(data);

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (_column.IsNull(row))
        {
            return;
        }

        var time = _column.Get(row);
        var microseconds = Math.DivRem(long.CreateTruncating(time) * _nanoseconds, 1_000, out var lost);
        if (lost != 0 || microseconds is < 0 or >= SerialNumber.MicrosecondsPerDay)
        {
            WriteText(_text.AsSpan(0, format.Write(time, _text)), search: false, output);
            return;
        }

        output.Advance(Begin(output.Reserve(BeginRoom)));
        output.Write(microseconds % 1_000_000 == 0 ? Start : FractionStart);
        output.Advance(SerialNumber.WriteTime(microseconds, output.Reserve(SerialNumber.MaxLength)));
        output.Write(ValueEnd);
    }

    /// <inheritdoc />
    public override void Dispose() => _column.Dispose();
}
