using System.Text.Unicode;

namespace SegmentExport.Packaging.Masking;

/// <summary>
/// <c>address</c>: province and city stay, in their official names and with <c>***</c> behind. What is written comes from the list of divisions, never from the
/// value.
/// </summary>
internal sealed class AddressMask : ValueMask
{
    /// <inheritdoc />
    public override int MaxLength(int valueLength) => ChineseDivisions.MaxLength + MaskedWhole.Length;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        if (!Utf8.IsValid(value))
        {
            return MaskedWhole.Write(destination);
        }

        var text = SkipCountry(SkipSeparators(value));
        if (ChineseDivisions.FindByName(text) is { } named)
        {
            return Write(named, ChineseDivisions.FindCity(named, SkipSeparators(text[named.Name.Length..])), destination);
        }

        // A short name alone is no evidence: 吉林路 is a street, 海南 a district too.
        if (ChineseDivisions.FindByShortName(text) is { } nicknamed)
        {
            var rest = SkipSeparators(text[nicknamed.ShortName.Length..]);
            if (ChineseDivisions.FindCity(nicknamed, rest) is { } city)
            {
                return Write(nicknamed, city, destination);
            }

            if (ChineseDivisions.FindByName(rest) == nicknamed)
            {
                return Write(nicknamed, null, destination);
            }
        }

        return ChineseDivisions.FindCity(text) is { } found ? Write(found.Province, found.City, destination) : MaskedWhole.Write(destination);
    }

    private static int Write(Province province, byte[]? city, Span<byte> destination)
    {
        province.Name.CopyTo(destination);
        var length = province.Name.Length;
        if (city is not null)
        {
            city.CopyTo(destination[length..]);
            length += city.Length;
        }

        return length + MaskedWhole.Write(destination[length..]);
    }

    private static ReadOnlySpan<byte> SkipCountry(ReadOnlySpan<byte> text) =>
        text.StartsWith("中国"u8) ? SkipSeparators(text["中国"u8.Length..])
        : text.StartsWith("中华人民共和国"u8) ? SkipSeparators(text["中华人民共和国"u8.Length..])
        : text;

    private static ReadOnlySpan<byte> SkipSeparators(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            if (!text.IsEmpty && " ,-/_"u8.Contains(text[0]))
            {
                text = text[1..];
            }
            else if (text.StartsWith("\u3000"u8) || text.StartsWith("，"u8))
            {
                text = text[3..];
            }
            else if (text.StartsWith("·"u8))
            {
                text = text[2..];
            }
            else
            {
                return text;
            }
        }
    }
}
