using System.Numerics;

namespace SegmentExport.Packaging.Columns;

/// <summary>A decimal number with all digits of its scale: 12.50.</summary>
/// <typeparam name="T">The type of the unscaled number.</typeparam>
internal readonly struct DecimalFormat<T> : IValueFormat<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly ulong _unit;

    /// <param name="scale">Digits behind the point; 0 to 38.</param>
    public DecimalFormat(int scale)
    {
        Scale = scale;
        _unit = scale <= 18 ? (ulong)Math.Pow(10, scale) : 0;
    }

    /// <summary>Digits behind the point.</summary>
    public int Scale { get; }

    /// <inheritdoc />
    public int MaxLength => 42;

    /// <inheritdoc />
    public int Write(T value, Span<byte> destination)
    {
        var number = Int128.CreateTruncating(value);
        var sign = 0;
        if (Int128.IsNegative(number))
        {
            destination[0] = (byte)'-';
            (sign, number) = (1, -number);
        }

        var magnitude = (UInt128)number;
        return sign + (_unit != 0 && magnitude <= ulong.MaxValue
            ? WriteShort((ulong)magnitude, destination[sign..])
            : WriteLong(magnitude, destination[sign..]));
    }

    private int WriteShort(ulong magnitude, Span<byte> destination)
    {
        var whole = magnitude / _unit;
        _ = whole.TryFormat(destination, out var written);
        if (Scale == 0)
        {
            return written;
        }

        destination[written] = (byte)'.';
        Digits.Write(magnitude - (whole * _unit), destination.Slice(written + 1, Scale));
        return written + 1 + Scale;
    }

    private int WriteLong(UInt128 magnitude, Span<byte> destination)
    {
        Span<byte> digits = stackalloc byte[40];
        _ = magnitude.TryFormat(digits, out var count);
        var whole = Math.Max(count - Scale, 0);
        var written = Math.Max(whole, 1);
        destination[0] = (byte)'0';
        digits[..whole].CopyTo(destination);
        if (Scale == 0)
        {
            return written;
        }

        destination[written] = (byte)'.';
        var fraction = destination.Slice(written + 1, Scale);
        fraction.Fill((byte)'0');
        digits[whole..count].CopyTo(fraction[(Scale - (count - whole))..]);
        return written + 1 + Scale;
    }
}
