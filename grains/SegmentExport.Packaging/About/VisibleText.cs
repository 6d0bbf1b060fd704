using System.Globalization;
using System.Text;

namespace SegmentExport.Packaging.About;

/// <summary>Text that people wrote, so that it shows what it is: in one line, and in the order in which it was written.</summary>
public static class VisibleText
{
    /// <summary>The text with line breaks and tabs as spaces, and whatever hides or reorders text by its code point: <c>[U+202E]</c>.</summary>
    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            _ = rune.Value == '\t' ? visible.Append(' ') : Hides(rune) ? visible.Append($"[U+{rune.Value:X4}]") : visible.Append(rune.ToString());
        }

        return visible.ToString();
    }

    /// <summary>Whether it is a control character, a bidirectional control (Unicode UAX #9) or another one that cannot be seen; joiners and tags, which emoji consist of, are not meant.</summary>
    public static bool Hides(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D or (>= 0xE0020 and <= 0xE007F)),
        _ => false,
    };
}
