using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>Where a page of deliveries ended: the last one's number, as base64url. Callers are to see nothing in it.</summary>
internal static class WebhookCursor
{
    private const int MaxLength = 32;

    /// <summary>Writes a place.</summary>
    public static string Of(long id) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="Of"/> writes.</summary>
    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static long Parse(string text) =>
        text.Length <= MaxLength && Base64Url.IsValid(text) && long.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Of(id) == text
            ? id
            : throw new FormatException("Not a cursor of deliveries.");
}
