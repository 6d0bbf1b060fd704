using System.Globalization;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>
/// Days and times as a spreadsheet counts them: days since the eve of 1900, the time as a fraction of the day (ECMA-376 Part 1, section 18.17.4).
/// </summary>
internal static class SerialNumber
{
    /// <summary>The most bytes of a number.</summary>
    public const int MaxLength = 32;

    /// <summary>Microseconds of a day.</summary>
    public const long MicrosecondsPerDay = 86_400_000_000;

    private const long Epoch = 25_569;

    // Before it programs disagree, for some of them 1900 is a leap year; behind it dates end.
    private const long FirstOfMarch1900 = 61;
    private const long LastOf9999 = 2_958_465;

    // From here on (in 2079) a double has less than microseconds to give.
    private const long CoarseFrom = 65_536;

    private const int FractionDigits = 12;

    /// <summary>Counts a day.</summary>
    /// <param name="days">Days since 1970-01-01.</param>
    /// <param name="serial">The day's number.</param>
    /// <returns>False for a day that not every program has.</returns>
    public static bool TryCount(long days, out long serial)
    {
        serial = 0;
        if (days is < FirstOfMarch1900 - Epoch or > LastOf9999 - Epoch)
        {
            return false;
        }

        serial = days + Epoch;
        return true;
    }

    /// <summary>Whether a moment comes back to the microsecond.</summary>
    public static bool IsHeld(long serial, long microseconds) => serial < CoarseFrom || microseconds % 1_000 == 0;

    /// <summary>Writes a time of day: the double next to it, so that a program that cuts it to seconds cuts nothing.</summary>
    /// <param name="microseconds">Since midnight; less than a day.</param>
    /// <param name="destination">Has <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteTime(long microseconds, Span<byte> destination)
    {
        _ = ((double)microseconds / MicrosecondsPerDay).TryFormat(destination, out var written, provider: CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Writes a moment.</summary>
    /// <param name="serial">The day's number.</param>
    /// <param name="microseconds">Since midnight; less than a day.</param>
    /// <param name="destination">Has <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(long serial, long microseconds, Span<byte> destination)
    {
        _ = serial.TryFormat(destination, out var written);
        if (microseconds == 0)
        {
            return written;
        }

        destination[written++] = (byte)'.';
        // microseconds / MicrosecondsPerDay to twelve digits, rounded: far finer than a microsecond.
        var fraction = (((ulong)microseconds * 1_000_000) + 43_200) / 86_400;
        Columns.Digits.Write(fraction, destination.Slice(written, FractionDigits));
        written += FractionDigits;
        while (destination[written - 1] == '0')
        {
            written--;
        }

        return written;
    }
}
