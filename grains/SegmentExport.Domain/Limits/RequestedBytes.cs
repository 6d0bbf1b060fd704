using System.Globalization;

namespace SegmentExport.Domain.Limits;

/// <summary>How much of a file a request asks for.</summary>
public static class RequestedBytes
{
    private const string Unit = "bytes=";

    /// <summary>The bytes of a file that a <c>Range</c> header asks for, as the gateway has checked and written it (RFC 9110, section 14.1.1). Overlaps count twice, but no more than the file has.</summary>
    /// <param name="range">The header; null: the whole file. What is no range is the whole file too.</param>
    /// <param name="length">The file's length.</param>
    public static long Of(string? range, long length)
    {
        if (range is null || !range.StartsWith(Unit, StringComparison.Ordinal))
        {
            return length;
        }

        var sum = 0m;
        foreach (var spec in range[Unit.Length..].Split(','))
        {
            if (spec.Split('-') is not [var from, var to] || !TryRead(from, out var first) || !TryRead(to, out var last))
            {
                return length;
            }

            sum += (first, last) switch
            {
                ({ } begin, _) => Math.Max(0, Math.Min(last ?? long.MaxValue, length - 1) - begin + 1m),
                (null, { } suffix) => Math.Min(suffix, length),
                _ => length,
            };
        }

        return (long)Math.Min(sum, length);
    }

    private static bool TryRead(string text, out long? number)
    {
        number = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read);
        number = read;
        return isNumber;
    }
}
