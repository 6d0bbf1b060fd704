using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SegmentExport.Packaging.Columns;

/// <summary>Decimal digits of a fixed width.</summary>
internal static class Digits
{
    // "00", "01" … "99", each as two bytes in memory order.
    private static readonly ushort[] Pairs = [.. Enumerable.Range(0, 100).Select(n => (ushort)('0' + (n / 10) | ('0' + (n % 10)) << 8))];

    /// <summary>Fills the destination with a number's digits and zeros in front.</summary>
    /// <param name="value">Has at most as many digits as the destination.</param>
    /// <param name="destination">Takes them.</param>
    public static void Write(ulong value, Span<byte> destination)
    {
        var i = destination.Length;
        for (; i >= 2; i -= 2)
        {
            var rest = value / 100;
            WritePair((uint)(value - (rest * 100)), destination[(i - 2)..]);
            value = rest;
        }

        if (i == 1)
        {
            destination[0] = (byte)('0' + value);
        }
    }

    /// <summary>Writes a number below 100 as two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePair(uint value, Span<byte> destination)
    {
        var pair = BitConverter.IsLittleEndian ? Pairs[value] : (ushort)(Pairs[value] >> 8 | Pairs[value] << 8);
        MemoryMarshal.Write(destination, in pair);
    }
}
