namespace SegmentExport.Packaging.Masking;

/// <summary><c>ip</c>: the network stays: the first two bytes of IPv4, the first three groups (/48, a site) of IPv6.</summary>
internal sealed class IpMask : ValueMask
{
    /// <inheritdoc />
    public override int MaxLength(int valueLength) => "2001:0db8:85a3:*".Length;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var text = value.Trim((byte)' ');
        Span<byte> address = stackalloc byte[IpText.V6Length];
        if (IpText.TryReadV4(text, address))
        {
            return Write("*.*"u8, [address[0], address[1]], "D", (byte)'.', destination);
        }

        return IpText.TryReadV6(text, address)
            ? Write("*"u8, [ReadGroup(address, 0), ReadGroup(address, 1), ReadGroup(address, 2)], "x", (byte)':', destination)
            : MaskedWhole.Write(destination);
    }

    private static ushort ReadGroup(ReadOnlySpan<byte> address, int index) => (ushort)(address[2 * index] << 8 | address[(2 * index) + 1]);

    // Groups as RFC 5952 section 4 writes them: lower case, no zeros in front. Zero groups are written out, so that the stars stand for the rest alone.
    private static int Write(ReadOnlySpan<byte> rest, ReadOnlySpan<ushort> groups, string format, byte separator, Span<byte> destination)
    {
        var length = 0;
        foreach (var group in groups)
        {
            _ = group.TryFormat(destination[length..], out var written, format);
            length += written;
            destination[length++] = separator;
        }

        rest.CopyTo(destination[length..]);
        return length + rest.Length;
    }
}
