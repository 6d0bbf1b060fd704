using System.Buffers.Binary;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns.Decoding;

/// <summary>integer.</summary>
internal readonly struct Int32Decoder : IValueDecoder<int>
{
    /// <inheritdoc />
    public int Decode(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt32BigEndian(value);
}
