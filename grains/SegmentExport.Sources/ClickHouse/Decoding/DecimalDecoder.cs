using System.Buffers.Binary;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.ClickHouse.Decoding;

/// <summary><c>Decimal</c>: a whole number of 32, 64 or 128 bits, of which the scale says where the point is.</summary>
internal readonly struct DecimalDecoder : IValueDecoder<Int128>
{
    /// <inheritdoc />
    public Int128 Decode(ReadOnlySpan<byte> value) => value.Length switch
    {
        sizeof(int) => BinaryPrimitives.ReadInt32LittleEndian(value),
        sizeof(long) => BinaryPrimitives.ReadInt64LittleEndian(value),
        _ => BinaryPrimitives.ReadInt128LittleEndian(value),
    };
}
