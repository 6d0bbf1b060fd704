namespace SegmentExport.Packaging.Columns;

/// <summary>Binary floating-point numbers in the fewest digits that read back as the same number, in DuckDB's notation: 1.0, 0.25, 1e+16, inf, nan.</summary>
internal static class FloatText
{
    /// <summary>The longest text, with room for rewriting it.</summary>
    public const int MaxLength = 40;

    private const double ExactLimit = 1e15;
    private const int MaxWholeDigits = 16;

    /// <summary>Writes a number that has at most four digits behind the point, the usual case, without searching for the fewest digits.</summary>
    /// <returns>Bytes written; 0 where the number is another.</returns>
    /// <remarks>
    /// Numbers of at most 15 digits differ as doubles too; so where cents / 100 is the number, those digits are its fewest (IEEE 754 section 5.12.2).
    /// </remarks>
    public static int TryWriteFixed(double value, Span<byte> destination)
    {
        var scaled = Math.Abs(value) * 100;
        var digits = 2;
        var unit = 100ul;
        if (!(scaled < ExactLimit && Math.Round(scaled) / 100 == Math.Abs(value)))
        {
            scaled *= 100;
            (digits, unit) = (4, 10_000);
            if (!(scaled < ExactLimit && Math.Round(scaled) / 10_000 == Math.Abs(value)))
            {
                return 0;
            }
        }

        var written = 0;
        if (double.IsNegative(value))
        {
            destination[written++] = (byte)'-';
        }

        var number = (ulong)Math.Round(scaled);
        var whole = number / unit;
        _ = whole.TryFormat(destination[written..], out var count);
        written += count;
        destination[written++] = (byte)'.';
        Digits.Write(number - (whole * unit), destination.Slice(written, digits));
        written += digits;
        for (; digits > 1 && destination[written - 1] == '0'; digits--)
        {
            written--;
        }

        return written;
    }

    /// <summary>Turns .NET's shortest text of a finite number into DuckDB's notation.</summary>
    /// <param name="text">The buffer, with the text in front.</param>
    /// <param name="length">The text's length.</param>
    /// <returns>The new length.</returns>
    public static int Rewrite(Span<byte> text, int length)
    {
        var exponentAt = text[..length].IndexOf((byte)'E');
        return exponentAt < 0 ? AppendFraction(text, length) : RewriteExponent(text, length, exponentAt);
    }

    private static int AppendFraction(Span<byte> text, int length)
    {
        if (text[..length].Contains((byte)'.'))
        {
            return length;
        }

        var sign = text[0] == '-' ? 1 : 0;
        if (length - sign > MaxWholeDigits)
        {
            return sign + AppendExponent(text[sign..], length - sign);
        }

        ".0"u8.CopyTo(text[length..]);
        return length + 2;
    }

    private static int AppendExponent(Span<byte> digits, int count)
    {
        var significant = digits[..count].TrimEnd((byte)'0').Length;
        digits[1..significant].CopyTo(digits[2..]);
        digits[1] = (byte)'.';
        var written = significant == 1 ? 1 : significant + 1;
        "e+"u8.CopyTo(digits[written..]);
        Digits.WritePair((uint)(count - 1), digits[(written + 2)..]);
        return written + 4;
    }

    // .NET turns to exponents at 1E+17 for doubles and at 1E+08 for floats, DuckDB at 1e+16 for both.
    private static int RewriteExponent(Span<byte> text, int length, int exponentAt)
    {
        var exponent = int.Parse(text[(exponentAt + 1)..length]);
        if (exponent is < 0 or >= MaxWholeDigits)
        {
            text[exponentAt] = (byte)'e';
            return length;
        }

        var point = text[..exponentAt].IndexOf((byte)'.');
        var fraction = point < 0 ? 0 : exponentAt - point - 1;
        var head = point < 0 ? exponentAt : point;
        text.Slice(exponentAt - fraction, fraction).CopyTo(text[head..]);
        var end = head + exponent;
        text[(head + fraction)..end].Fill((byte)'0');
        ".0"u8.CopyTo(text[end..]);
        return end + 2;
    }
}
