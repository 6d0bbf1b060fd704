namespace SegmentExport.Packaging.Masking;

/// <summary><c>phone</c>: the first three and the last four digits stay. At least four are hidden; the four stars do not say how many.</summary>
internal sealed class PhoneMask : ValueMask
{
    // ITU-T E.164 section 6: an international number has at most 15 digits.
    private const int MaxDigits = 15;
    private const int MobileDigits = 11;
    private const int MaxLandlineDigits = 12;

    /// <inheritdoc />
    public override int MaxLength(int valueLength) => "+852****4567".Length;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var text = value.Trim((byte)' ');
        var isInternational = !text.IsEmpty && text[0] == '+';
        Span<byte> buffer = stackalloc byte[MaxDigits];
        var count = NumberText.CollectDigits(isInternational ? text[1..] : text, buffer);
        if (count < MobileDigits)
        {
            return MaskedWhole.Write(destination);
        }

        ReadOnlySpan<byte> digits = buffer[..count];
        if (TryGetMobile(digits, isInternational, out var mobile))
        {
            return Write(mobile, destination);
        }

        if (isInternational && digits[0] != '0')
        {
            destination[0] = (byte)'+';
            return 1 + Write(digits, destination[1..]);
        }

        return IsLandline(digits) && !isInternational ? Write(digits, destination) : MaskedWhole.Write(destination);
    }

    private static bool TryGetMobile(ReadOnlySpan<byte> digits, bool isInternational, out ReadOnlySpan<byte> mobile)
    {
        mobile = digits[^MobileDigits..];
        var prefix = digits[..^MobileDigits];
        var isPrefix = isInternational ? prefix.SequenceEqual("86"u8) : prefix.IsEmpty || prefix.SequenceEqual("86"u8) || prefix.SequenceEqual("0086"u8);
        return isPrefix && mobile[0] == '1' && mobile[1] is >= (byte)'3' and <= (byte)'9';
    }

    // An area code of three or four digits that begins with 0, and a number of seven or eight.
    private static bool IsLandline(ReadOnlySpan<byte> digits) => digits.Length <= MaxLandlineDigits && digits[0] == '0' && digits[1] is >= (byte)'1' and <= (byte)'9';

    private static int Write(ReadOnlySpan<byte> digits, Span<byte> destination)
    {
        digits[..3].CopyTo(destination);
        "****"u8.CopyTo(destination[3..]);
        digits[^4..].CopyTo(destination[7..]);
        return 11;
    }
}
