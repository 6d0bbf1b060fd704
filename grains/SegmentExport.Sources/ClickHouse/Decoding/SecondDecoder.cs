using System.Buffers.Binary;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.ClickHouse.Decoding;

/// <summary><c>DateTime</c>: seconds since 1970 in 32 bits, whatever time zone shows them.</summary>
internal readonly struct SecondDecoder : IValueDecoder<long>
{
    /// <inheritdoc />
    public long Decode(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt32LittleEndian(value);
}
