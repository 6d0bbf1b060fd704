using System.Buffers.Binary;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns.Decoding;

/// <summary>smallint.</summary>
internal readonly struct Int16Decoder : IValueDecoder<short>
{
    /// <inheritdoc />
    public short Decode(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt16BigEndian(value);
}
