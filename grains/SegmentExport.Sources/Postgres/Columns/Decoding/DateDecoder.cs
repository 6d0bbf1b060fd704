using System.Buffers.Binary;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns.Decoding;

/// <summary>date: days since 2000-01-01 there, since 1970-01-01 in Arrow. Infinite ones are those of the engine.</summary>
internal readonly struct DateDecoder : IValueDecoder<int>
{
    private const int Epoch = 10_957;

    /// <inheritdoc />
    public int Decode(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt32BigEndian(value) switch
    {
        int.MaxValue => int.MaxValue,
        int.MinValue => -int.MaxValue,
        var days => days + Epoch,
    };
}
