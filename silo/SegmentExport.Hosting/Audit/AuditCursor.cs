using System.Buffers.Text;
using System.Globalization;
using System.Text;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Audit;

/// <summary>Where a page of the audit ended: the last row's time and id, as base64url (RFC 4648 section 5).</summary>
/// <param name="At">The time.</param>
/// <param name="Id">The id.</param>
internal readonly record struct AuditCursor(string At, long Id)
{
    private const int MaxLength = 128;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static AuditCursor Parse(string text)
    {
        if (text.Length is > 0 and <= MaxLength && Base64Url.IsValid(text) && !text.Any(char.IsWhiteSpace) && !text.Contains('=')
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/') is [var at, var id]
            && TimeText.IsValid(at) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new(at, number);
        }

        throw new FormatException("Not a cursor of the audit.");
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At}/{Id}")));
}
