using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Jsonl;

/// <summary>
/// Numbers and booleans as such, with all their digits; days and times as strings of ISO 8601, instants with <c>Z</c> (RFC 3339). Infinite numbers and NaN,
/// which JSON does not have, are strings as in protobuf's JSON mapping.
/// </summary>
internal sealed class JsonValueCell<T, TFormat>(ValueKind kind, TFormat format) : JsonCell
    where T : unmanaged
    where TFormat : struct, IValueFormat<T>
{
    // Where the space stands between a day of a four-digit year and the time.
    private const int SpaceAt = 10;

    private readonly bool _bare = kind is ValueKind.Boolean or ValueKind.Number or ValueKind.Float;
    private readonly FixedColumn<T> _column = new();

    /// <inheritdoc />
    public override void Bind(ArrayData data) => _column.Bind(data);

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        if (_column.IsNull(row))
        {
            output.Write("null"u8);
            return;
        }

        var room = output.Reserve(format.MaxLength + 2);
        if (!_bare)
        {
            room[0] = (byte)'"';
            var length = ToIso(room[1..], format.Write(_column.Get(row), room[1..]));
            room[length + 1] = (byte)'"';
            output.Advance(length + 2);
            return;
        }

        var written = format.Write(_column.Get(row), room);
        if (kind == ValueKind.Float && room[written - 1] > '9')
        {
            // nan, inf, -inf
            output.Write(room[0] == 'n' ? "\"NaN\""u8 : room[0] == 'i' ? "\"Infinity\""u8 : "\"-Infinity\""u8);
            return;
        }

        output.Advance(written);
    }

    /// <inheritdoc />
    public override void Dispose() => _column.Dispose();

    private int ToIso(Span<byte> text, int length)
    {
        if (kind is not (ValueKind.Timestamp or ValueKind.Instant) || length <= SpaceAt || text[SpaceAt] != ' ')
        {
            return length;
        }

        text[SpaceAt] = (byte)'T';
        if (kind == ValueKind.Instant && text[..length].EndsWith("+00"u8))
        {
            text[length - 3] = (byte)'Z';
            return length - 2;
        }

        return length;
    }
}
