using System.Text;

namespace SegmentExport.Packaging.Columns;

/// <summary>Days and times as ISO 8601 writes them, with a space between; years before 1 as DuckDB writes them, so that it reads them back.</summary>
internal static class CalendarText
{
    /// <summary>The longest day: a year of seven digits before Christ.</summary>
    public const int MaxDateLength = 18;

    /// <summary>The longest time of day: nine digits of a second.</summary>
    public const int MaxTimeLength = 18;

    /// <summary>Writes 2024-05-31.</summary>
    /// <param name="days">Days since 1970-01-01.</param>
    /// <param name="destination">Has <see cref="MaxDateLength"/> bytes.</param>
    /// <param name="beforeChrist">Whether <c> (BC)</c> must stand behind all that belongs to the moment.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteDate(long days, Span<byte> destination, out bool beforeChrist)
    {
        // Civil date from days by eras of 400 years: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        var shifted = days + 719_468;
        var era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        var dayOfEra = (uint)(shifted - (era * 146_097));
        var yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        var year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);

        beforeChrist = year <= 0;
        var written = WriteYear((ulong)(beforeChrist ? 1 - year : year), destination);
        destination[written] = (byte)'-';
        Digits.WritePair(month, destination[(written + 1)..]);
        destination[written + 3] = (byte)'-';
        Digits.WritePair(day, destination[(written + 4)..]);
        return written + 6;
    }

    /// <summary>Writes 13:05:00, with as many digits of the second as it needs behind a point.</summary>
    /// <param name="nanoseconds">Since midnight.</param>
    /// <param name="destination">Has <see cref="MaxTimeLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteTime(ulong nanoseconds, Span<byte> destination)
    {
        var seconds = (uint)(nanoseconds / 1_000_000_000);
        var fraction = (uint)(nanoseconds - (seconds * 1_000_000_000UL));
        Digits.WritePair(seconds / 3600, destination);
        destination[2] = (byte)':';
        Digits.WritePair(seconds / 60 % 60, destination[3..]);
        destination[5] = (byte)':';
        Digits.WritePair(seconds % 60, destination[6..]);
        if (fraction == 0)
        {
            return 8;
        }

        destination[8] = (byte)'.';
        Digits.Write(fraction, destination.Slice(9, 9));
        var end = 18;
        while (destination[end - 1] == '0')
        {
            end--;
        }

        return end;
    }

    /// <summary>Appends what marks a year before 1.</summary>
    public static int WriteEra(Span<byte> destination)
    {
        " (BC)"u8.CopyTo(destination);
        return 5;
    }

    /// <summary>Writes a moment that lies beyond all others.</summary>
    public static int WriteInfinity(bool negative, Span<byte> destination) => Encoding.ASCII.GetBytes(negative ? "-infinity" : "infinity", destination);

    private static int WriteYear(ulong year, Span<byte> destination)
    {
        if (year < 10_000)
        {
            Digits.Write(year, destination[..4]);
            return 4;
        }

        _ = year.TryFormat(destination, out var written);
        return written;
    }
}
