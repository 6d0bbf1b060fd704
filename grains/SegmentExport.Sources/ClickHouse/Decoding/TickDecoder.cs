using System.Buffers.Binary;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.ClickHouse.Decoding;

/// <summary><c>DateTime64</c>: fractions of seconds since 1970 in 64 bits, made as fine as Arrow's next unit.</summary>
/// <param name="missing">How many digits that is.</param>
internal readonly struct TickDecoder(int missing) : IValueDecoder<long>
{
    /// <inheritdoc />
    public long Decode(ReadOnlySpan<byte> value)
    {
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(value);
        for (var digit = 0; digit < missing; digit++)
        {
            ticks = checked(ticks * 10);
        }

        return ticks;
    }
}
