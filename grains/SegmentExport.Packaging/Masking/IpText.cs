namespace SegmentExport.Packaging.Masking;

/// <summary>IP addresses as text, read strictly: no ports, prefixes, zones, brackets, octal or hexadecimal IPv4.</summary>
internal static class IpText
{
    /// <summary>Bytes of an IPv6 address.</summary>
    public const int V6Length = 16;

    private const int V4Length = 4;

    /// <summary>Reads 192.0.2.1: four decimal numbers without zeros in front (RFC 6943 section 3.1.1 tells why strictly).</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="address">Takes four bytes.</param>
    public static bool TryReadV4(ReadOnlySpan<byte> text, Span<byte> address)
    {
        for (var i = 0; i < V4Length; i++)
        {
            var (length, number) = (0, 0);
            while (length < text.Length && length < 3 && char.IsAsciiDigit((char)text[length]))
            {
                number = (number * 10) + text[length++] - '0';
            }

            var isEnd = i == V4Length - 1 ? length == text.Length : length < text.Length && text[length] == '.';
            if (length == 0 || !isEnd || number > 255 || (length > 1 && text[0] == '0'))
            {
                return false;
            }

            address[i] = (byte)number;
            text = isEnd && length < text.Length ? text[(length + 1)..] : [];
        }

        return true;
    }

    /// <summary>Reads 2001:db8::1 (RFC 4291 section 2.2), also with the last four bytes as IPv4.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="address">Takes 16 bytes.</param>
    public static bool TryReadV6(ReadOnlySpan<byte> text, Span<byte> address)
    {
        address[..V6Length].Clear();
        var gap = text.IndexOf("::"u8);
        if (gap < 0)
        {
            return TryReadGroups(text, address, out var all) && all == V6Length;
        }

        Span<byte> tail = stackalloc byte[V6Length];
        if (!TryReadGroups(text[..gap], address, out var front) || !TryReadGroups(text[(gap + 2)..], tail, out var back) || front + back > V6Length - 2
            || text[..gap].Contains((byte)'.'))
        {
            return false;
        }

        tail[..back].CopyTo(address[(V6Length - back)..]);
        return true;
    }

    private static bool TryReadGroups(ReadOnlySpan<byte> text, Span<byte> address, out int length)
    {
        length = 0;
        while (!text.IsEmpty)
        {
            var colon = text.IndexOf((byte)':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && length <= V6Length - V4Length && group.Contains((byte)'.'))
            {
                var isV4 = TryReadV4(group, address[length..]);
                length += V4Length;
                return isV4;
            }

            if (length == V6Length || colon == text.Length - 1 || !TryReadGroup(group, out var number))
            {
                return false;
            }

            address[length++] = (byte)(number >> 8);
            address[length++] = (byte)number;
            text = colon < 0 ? [] : text[(colon + 1)..];
        }

        return true;
    }

    private static bool TryReadGroup(ReadOnlySpan<byte> group, out int number)
    {
        number = 0;
        foreach (var digit in group)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            number = (number << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return group.Length is >= 1 and <= 4;
    }
}
