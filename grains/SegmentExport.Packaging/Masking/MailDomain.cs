namespace SegmentExport.Packaging.Masking;

/// <summary>The domain of a mail address: letters, digits and hyphens in labels (RFC 1034 section 3.5). Names beyond ASCII only in their <c>xn--</c> form.</summary>
internal static class MailDomain
{
    private const int MaxLabelLength = 63;

    /// <summary>Whether a text is a domain of two labels or more, of which the last is no number.</summary>
    public static bool IsValid(ReadOnlySpan<byte> domain)
    {
        var (labelLength, dots, hasLetter, previous) = (0, 0, false, (byte)'.');
        foreach (var c in domain)
        {
            if (c == '.')
            {
                if (labelLength is 0 or > MaxLabelLength || previous == '-')
                {
                    return false;
                }

                dots++;
                (labelLength, hasLetter) = (0, false);
            }
            else if (char.IsAsciiLetterOrDigit((char)c) || (c == '-' && labelLength > 0))
            {
                labelLength++;
                hasLetter |= char.IsAsciiLetter((char)c);
            }
            else
            {
                return false;
            }

            previous = c;
        }

        return dots > 0 && labelLength is > 1 and <= MaxLabelLength && hasLetter && previous != '-';
    }
}
