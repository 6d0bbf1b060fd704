using System.Text;

namespace SegmentExport.Gateway.Files;

/// <summary>What a download is called (RFC 6266, with the extended notation of RFC 8187).</summary>
internal static class ContentDisposition
{
    private const string AttributeCharacters = "!#$&+-.^_`|~";

    /// <summary>The header's value: a name of plain ASCII for old clients, and the real one.</summary>
    public static string For(string fileName)
    {
        var ascii = new string([.. fileName.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '_')]);
        var extended = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(fileName))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || AttributeCharacters.Contains((char)unit, StringComparison.Ordinal))
            {
                extended.Append((char)unit);
            }
            else
            {
                extended.Append('%').Append(unit.ToString("X2"));
            }
        }

        return $"attachment; filename=\"{ascii}\"; filename*=UTF-8''{extended}";
    }
}
