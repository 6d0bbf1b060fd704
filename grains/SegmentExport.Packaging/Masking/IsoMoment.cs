namespace SegmentExport.Packaging.Masking;

/// <summary>Days and moments in ISO 8601's extended form: 2024-05-31, then maybe <c>T</c> or a space and a time, then maybe an offset. Years 0001 to 9999.</summary>
internal static class IsoMoment
{
    private const int DayLength = 10;

    /// <summary>Whether a text is such a day or moment, and one that the calendar has.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        if (text.Length < DayLength || text[4] != '-' || text[7] != '-'
            || !TryRead(text[..4], out var year) || !TryRead(text[5..7], out var month) || !TryRead(text[8..10], out var day)
            || year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        return text.Length == DayLength || (text[DayLength] is (byte)'T' or (byte)' ' && IsTime(text[(DayLength + 1)..]));
    }

    private static bool IsTime(ReadOnlySpan<byte> text)
    {
        var length = ClockLength(text);
        if (length < 0)
        {
            return false;
        }

        if (length < text.Length && text[length] == ':')
        {
            // A second of 60 is a leap second.
            if (text.Length < length + 3 || !TryRead(text.Slice(length + 1, 2), out var second) || second > 60)
            {
                return false;
            }

            length += 3;
            if (length < text.Length && text[length] == '.')
            {
                var digits = text[(length + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                digits = digits < 0 ? text.Length - length - 1 : digits;
                if (digits == 0)
                {
                    return false;
                }

                length += 1 + digits;
            }
        }

        return IsOffset(text[length..]);
    }

    private static bool IsOffset(ReadOnlySpan<byte> text) =>
        text.IsEmpty || text.SequenceEqual("Z"u8) || (text[0] is (byte)'+' or (byte)'-' && (ClockLength(text[1..]) == text.Length - 1 || (text.Length == 3 && TryRead(text[1..], out _))));

    // 13:05 in front of a text.
    private static int ClockLength(ReadOnlySpan<byte> text) =>
        text.Length >= 5 && text[2] == ':' && TryRead(text[..2], out var hour) && hour < 24 && TryRead(text[3..5], out var minute) && minute < 60 ? 5 : -1;

    private static bool TryRead(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return true;
    }
}
