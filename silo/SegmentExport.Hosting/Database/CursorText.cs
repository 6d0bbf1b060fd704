using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SegmentExport.Hosting.Database;

/// <summary>A place in a list that is ordered by a time and an id, as base64url (RFC 4648 section 5). Callers are to see nothing in it.</summary>
internal static class CursorText
{
    private const int MaxLength = 128;

    /// <summary>Writes a place.</summary>
    public static string Of(string at, string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{at}/{id}"));

    /// <summary>Reads a place; false where the text is none. What the id has to be, the list knows.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? at, [NotNullWhen(true)] out string? id)
    {
        // The decoder skips white space and stumbles over padding; neither is ours.
        if (text.Length is > 0 and <= MaxLength && Base64Url.IsValid(text) && !text.Any(char.IsWhiteSpace) && !text.Contains('=')
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/') is [var time, var rest] && TimeText.IsValid(time))
        {
            (at, id) = (time, rest);
            return true;
        }

        (at, id) = (null, null);
        return false;
    }
}
