using System.Buffers.Binary;
using SegmentExport.Domain.Errors;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns.Decoding;

/// <summary>timestamp and timestamptz: microseconds since 2000-01-01 there, since 1970-01-01 in Arrow. Infinite ones are those of the engine.</summary>
internal readonly struct TimestampDecoder : IValueDecoder<long>
{
    private const long Epoch = 946_684_800_000_000;

    /// <inheritdoc />
    public long Decode(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt64BigEndian(value) switch
    {
        long.MaxValue => long.MaxValue,
        long.MinValue => -long.MaxValue,
        > long.MaxValue - Epoch - 1 => throw new PackagingException(
            ErrorCodes.UnsupportedType, "The source has a moment after the year 294246, which files cannot hold. Leave the field out, or correct the row.", isTransient: false),
        var microseconds => microseconds + Epoch,
    };
}
