using System.Buffers.Binary;
using SegmentExport.Domain.Errors;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns.Decoding;

/// <summary>numeric(p,s): digits to the base of 10,000 there, one whole number in Arrow, with the same scale: no digit is lost.</summary>
/// <param name="precision">Decimal digits, at most 38.</param>
/// <param name="scale">Decimal digits behind the point.</param>
internal readonly struct NumericDecoder(int precision, int scale) : IValueDecoder<Int128>
{
    private const int DigitsOfBase = 4;
    private const int HeaderBytes = 8;
    private const int Negative = 0x4000;
    private const int LongDigits = 18;

    private static readonly Int128[] Powers = [.. Enumerable.Range(0, 39).Select(power => Power(power))];
    private static readonly long[] LongPowers = [.. Powers.Take(LongDigits + 1).Select(power => (long)power)];

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

        var digits = value.Slice(HeaderBytes, 2 * count);
        var number = precision <= LongDigits ? SumOfLong(digits, weight) : Sum(digits, weight);
        return sign == Negative ? -number : number;
    }

    private Int128 Sum(ReadOnlySpan<byte> digits, int weight)
    {
        Int128 number = 0;
        for (var power = (DigitsOfBase * weight) + scale; digits.Length > 0; digits = digits[2..], power -= DigitsOfBase)
        {
            Int128 digit = BinaryPrimitives.ReadUInt16BigEndian(digits);

            // Below the scale there are only zeros: the column's type has rounded what was written into it.
            number += power >= 0 ? digit * Powers[power] : digit / Powers[-power];
        }

        return number;
    }

    /// <summary>The same where 64 bits hold it, which takes a fraction of the time.</summary>
    private long SumOfLong(ReadOnlySpan<byte> digits, int weight)
    {
        var number = 0L;
        for (var power = (DigitsOfBase * weight) + scale; digits.Length > 0; digits = digits[2..], power -= DigitsOfBase)
        {
            long digit = BinaryPrimitives.ReadUInt16BigEndian(digits);
            number += power >= 0 ? digit * LongPowers[power] : digit / LongPowers[-power];
        }

        return number;
    }

    private static Int128 Power(int power) => power == 0 ? 1 : 10 * Power(power - 1);
}
