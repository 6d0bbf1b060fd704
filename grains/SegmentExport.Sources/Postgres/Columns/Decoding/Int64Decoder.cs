using System.Buffers.Binary;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns.Decoding;

/// <summary>bigint, and microseconds of a day.</summary>
internal readonly struct Int64Decoder : IValueDecoder<long>
{
    /// <inheritdoc />
    public long Decode(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt64BigEndian(value);
}
