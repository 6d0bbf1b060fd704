using System.Text;
using System.Text.Unicode;

namespace SegmentExport.Packaging.Masking;

/// <summary><c>name</c>: the first character and two stars, however long the name is. A name of one character is masked whole.</summary>
internal sealed class NameMask : ValueMask
{
    /// <inheritdoc />
    public override int MaxLength(int valueLength) => Math.Min(valueLength, Graphemes.MaxLength) + MaskedWhole.Length;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var name = TrimStart(value);
        if (name.IsEmpty || !Utf8.IsValid(name))
        {
            return MaskedWhole.Write(destination);
        }

        var kept = Graphemes.FirstLength(name);
        if (kept < 0 || TrimStart(name[kept..]).IsEmpty)
        {
            return MaskedWhole.Write(destination);
        }

        name[..kept].CopyTo(destination);
        "**"u8.CopyTo(destination[kept..]);
        return kept + 2;
    }

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && text[0] is <= 0x20 or >= 0x7F)
        {
            if (Rune.DecodeFromUtf8(text, out var rune, out var length) != System.Buffers.OperationStatus.Done || !(Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)))
            {
                break;
            }

            text = text[length..];
        }

        return text;
    }
}
