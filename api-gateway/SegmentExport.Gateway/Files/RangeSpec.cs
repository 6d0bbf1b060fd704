using System.Globalization;

namespace SegmentExport.Gateway.Files;

/// <summary>One range as it was asked for (RFC 9110, section 14.1.1): <c>first-last</c>, <c>first-</c> or <c>-suffix</c>.</summary>
/// <param name="First">The first byte; null: the range is the file's end.</param>
/// <param name="Last">The last byte, or how long the end is; null: up to the end.</param>
internal readonly record struct RangeSpec(long? First, long? Last)
{
    /// <summary>Reads it. A number beyond all files is the largest there is, not an error.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RangeSpec spec)
    {
        spec = default;
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryRead(text[..dash], out var first) || !TryRead(text[(dash + 1)..], out var last) || (first ?? last) is null || first > last)
        {
            return false;
        }

        spec = new(first, last);
        return true;
    }

    /// <summary>The stretch of a file of that length; null where the file has nothing of it.</summary>
    public ByteRange? Within(long length)
    {
        var (from, to) = First is { } first ? (first, Math.Min(Last ?? long.MaxValue, length - 1)) : (Math.Max(0, length - Last!.Value), length - 1);
        return from <= to ? new(from, to - from + 1) : null;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryRead(ReadOnlySpan<char> digits, out long? number)
    {
        number = digits.IsEmpty ? null : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : long.MaxValue;
        return !digits.ContainsAnyExceptInRange('0', '9');
    }
}
