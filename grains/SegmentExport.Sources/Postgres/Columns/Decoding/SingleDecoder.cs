using System.Buffers.Binary;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns.Decoding;

/// <summary>real.</summary>
internal readonly struct SingleDecoder : IValueDecoder<float>
{
    /// <inheritdoc />
    public float Decode(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadSingleBigEndian(value);
}
