using System.Buffers.Binary;
using SegmentExport.Domain.Errors;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns.Decoding;

/// <summary>numeric(p,s): digits to the base of 10,000 there, one whole number in Arrow, with the same scale: no digit is lost.</summary>
/// <param name="scale">Decimal digits behind the point.</param>
internal readonly struct NumericDecoder(int scale) : IValueDecoder<Int128>
{
    private const int DigitsOfBase = 4;
    private const int HeaderBytes = 8;
    private const int Negative = 0x4000;

    private static readonly Int128[] Powers = [.. Enumerable.Range(0, 39).Select(power => Power(power))];

    /// <inheritdoc />
    public Int128 Decode(ReadOnlySpan<byte> value)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(value);
        var weight = BinaryPrimitives.ReadInt16BigEndian(value[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(value[4..]);
        if (sign is not (0 or Negative))
        {
            throw new PackagingException(
                ErrorCodes.UnsupportedType,
                "The source has a decimal that is no number (NaN). Leave the field out, correct the row, or give the column no precision, so that it is text.",
                isTransient: false);
        }

        Int128 number = 0;
        for (var i = 0; i < count; i++)
        {
            Int128 digit = BinaryPrimitives.ReadUInt16BigEndian(value[(HeaderBytes + (2 * i))..]);
            var power = (DigitsOfBase * (weight - i)) + scale;

            // Below the scale there are only zeros: the column's type has rounded what was written into it.
            number += power >= 0 ? digit * Powers[power] : digit / Powers[-power];
        }

        return sign == Negative ? -number : number;
    }

    private static Int128 Power(int power) => power == 0 ? 1 : 10 * Power(power - 1);
}
