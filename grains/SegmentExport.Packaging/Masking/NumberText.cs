namespace SegmentExport.Packaging.Masking;

/// <summary>Numbers that people write in groups: 138 0013 8000, 6222-0212-3456-7890.</summary>
internal static class NumberText
{
    /// <summary>Collects the digits of a text of digits, spaces and dashes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="digits">Takes the digits.</param>
    /// <returns>How many digits; -1 where the text has anything else, or more digits than fit.</returns>
    public static int CollectDigits(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit((char)c))
            {
                if (count == digits.Length)
                {
                    return -1;
                }

                digits[count++] = c;
            }
            else if (c is not ((byte)' ' or (byte)'-'))
            {
                return -1;
            }
        }

        return count;
    }
}
