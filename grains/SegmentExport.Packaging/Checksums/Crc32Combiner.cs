namespace SegmentExport.Packaging.Checksums;

/// <summary>Gives the CRC-32 of two joined texts from theirs alone.</summary>
/// <remarks>
/// A CRC-32 (ISO-HDLC: RFC 1952 section 8) is a remainder of polynomials over GF(2), so crc(A‖B) = crc(A) · x^(8·|B|) + crc(B) modulo the polynomial; the
/// conditioning by ones cancels out. The power is taken by repeated squaring, as Mark Adler's <c>crc32_combine</c> in zlib does it (crc32.c, since 1.2.12).
/// </remarks>
public static class Crc32Combiner
{
    // The polynomial and every value here are reflected: the highest bit is the coefficient of x^0.
    private const uint Polynomial = 0xEDB88320;
    private const uint One = 0x80000000;

    // x^(2^k) for k = 0 … 31; the exponents repeat after that, as x has the order 2^32 - 1.
    private static readonly uint[] Powers = SquareRepeatedly();

    /// <summary>The CRC-32 of a text and another behind it.</summary>
    /// <param name="first">The CRC-32 of the first text; 0 where it is empty.</param>
    /// <param name="second">The CRC-32 of the second.</param>
    /// <param name="secondLength">The second's length in bytes; 0 or more.</param>
    public static uint Combine(uint first, uint second, long secondLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(secondLength);
        var power = One;
        for (var (rest, k) = (secondLength, 3); rest != 0; rest >>= 1, k = (k + 1) & 31)
        {
            if ((rest & 1) != 0)
            {
                power = Multiply(Powers[k], power);
            }
        }

        return Multiply(power, first) ^ second;
    }

    private static uint[] SquareRepeatedly()
    {
        var powers = new uint[32];
        powers[0] = One >> 1;
        for (var k = 1; k < powers.Length; k++)
        {
            powers[k] = Multiply(powers[k - 1], powers[k - 1]);
        }

        return powers;
    }

    private static uint Multiply(uint a, uint b)
    {
        var product = 0u;
        for (var bit = One; bit != 0; bit >>= 1)
        {
            product ^= (a & bit) != 0 ? b : 0;
            b = (b & 1) != 0 ? (b >> 1) ^ Polynomial : b >> 1;
        }

        return product;
    }
}
