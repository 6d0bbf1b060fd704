using System.Globalization;

namespace SegmentExport.Hosting.Database;

/// <summary>Times as the stored states have them: UTC, seven decimals, so that text sorts as time does.</summary>
internal static class TimeText
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static bool IsValid(string text) => DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
