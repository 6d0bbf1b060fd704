using System.Text.Unicode;

namespace SegmentExport.Packaging.Masking;

/// <summary><c>email</c>: the first character of the local part and the domain stay.</summary>
internal sealed class EmailMask : ValueMask
{
    // RFC 5321 section 4.5.3.1, with the correction of erratum 1690 to RFC 3696 for the whole.
    private const int MaxAddressLength = 254;
    private const int MaxLocalLength = 64;

    /// <inheritdoc />
    public override int MaxLength(int valueLength) => Math.Min(valueLength, MaxAddressLength) + MaskedWhole.Length;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var address = value.Trim((byte)' ');
        var at = address.IndexOf((byte)'@');
        if (at is < 1 or > MaxLocalLength || address.Length > MaxAddressLength || !IsLocalPart(address[..at]) || !MailDomain.IsValid(address[(at + 1)..]))
        {
            return MaskedWhole.Write(destination);
        }

        var kept = Graphemes.FirstLength(address[..at]);
        if (kept < 0 || kept == at)
        {
            return MaskedWhole.Write(destination);
        }

        address[..kept].CopyTo(destination);
        MaskedWhole.Text.CopyTo(destination[kept..]);
        address[at..].CopyTo(destination[(kept + MaskedWhole.Length)..]);
        return kept + MaskedWhole.Length + address.Length - at;
    }

    // RFC 5322 section 3.2.3, atext and the dot; letters beyond ASCII by RFC 6531. Quoted local parts are malformed here.
    private static bool IsLocalPart(ReadOnlySpan<byte> local)
    {
        var isAscii = true;
        foreach (var c in local)
        {
            isAscii &= c < 0x80;
            if (c is <= 0x20 or 0x7F || "\"(),:;<>[\\]"u8.Contains(c))
            {
                return false;
            }
        }

        return isAscii || Utf8.IsValid(local);
    }
}
