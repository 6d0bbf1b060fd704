using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Csv;

/// <summary>Numbers, dates, times and booleans: they never need quotes, unless they look like a missing value.</summary>
internal sealed class CsvValueCell<T, TFormat>(TFormat format, CsvDialect dialect) : CsvCell
    where T : unmanaged
    where TFormat : struct, IValueFormat<T>
{
    private readonly FixedColumn<T> _column = new();

    /// <inheritdoc />
    public override void Bind(ArrayData data) => _column.Bind(data);

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (_column.IsNull(row))
        {
            output.Write(dialect.NullText);
            return;
        }

        var room = output.Reserve(format.MaxLength + 2);
        var written = format.Write(_column.Get(row), room);
        if (room[..written].SequenceEqual(dialect.NullText))
        {
            dialect.NullText.CopyTo(room[1..]);
            room[0] = room[written + 1] = (byte)'"';
            written += 2;
        }

        output.Advance(written);
    }

    /// <inheritdoc />
    public override void Dispose() => _column.Dispose();
}
