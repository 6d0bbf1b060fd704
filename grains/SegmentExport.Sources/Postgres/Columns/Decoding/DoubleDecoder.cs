using System.Buffers.Binary;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns.Decoding;

/// <summary>double precision.</summary>
internal readonly struct DoubleDecoder : IValueDecoder<double>
{
    /// <inheritdoc />
    public double Decode(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadDoubleBigEndian(value);
}
