using System.Buffers.Binary;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.ClickHouse.Decoding;

/// <summary><c>Date</c>: days since 1970 in 16 bits.</summary>
internal readonly struct DayDecoder : IValueDecoder<int>
{
    /// <inheritdoc />
    public int Decode(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt16LittleEndian(value);
}
