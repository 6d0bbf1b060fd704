using System.Globalization;
using System.Text;

namespace SegmentExport.Cli.Output;

/// <summary>Text of others on a terminal: nothing in it moves the cursor, colours, hides or reorders.</summary>
internal static class SafeText
{
    /// <summary>The text with an underscore for each such character.</summary>
    /// <param name="text">Null: nothing.</param>
    public static string Of(string? text)
    {
        var safe = new StringBuilder(text?.Length ?? 0);
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            safe.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? "_" : rune.ToString());
        }

        return safe.ToString();
    }
}
