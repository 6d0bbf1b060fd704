using System.Globalization;

namespace SegmentExport.Cli.Output;

/// <summary>Numbers and times as people read them.</summary>
internal static class Shown
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>A time, to the second, in UTC.</summary>
    public static string? Time(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number with its thousands apart.</summary>
    public static string? Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A size, in powers of a thousand.</summary>
    public static string Size(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 999.95 && unit < Units.Length - 1)
        {
            (size, unit) = (size / 1000, unit + 1);
        }

        return size.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>How much of something is done.</summary>
    public static string Share(long done, long? total) => total is > 0 ? $"{100.0 * done / total:0}%" : "";
}
