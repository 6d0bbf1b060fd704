using System.Buffers.Text;
using System.Text;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Tasks;

/// <summary>Where a page ended: the last task's time of submission and id, as base64url (RFC 4648 section 5). Callers are to see nothing in it.</summary>
internal readonly record struct PageCursor(string SubmittedAt, string TaskId)
{
    private const int MaxLength = 128;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static PageCursor Parse(string text)
    {
        // The decoder skips white space and stumbles over padding; neither is ours.
        if (text.Length is > 0 and <= MaxLength && Base64Url.IsValid(text) && !text.Any(char.IsWhiteSpace) && !text.Contains('='))
        {
            var decoded = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/');
            if (decoded is [var at, var id] && TimeText.IsValid(at) && Domain.Identity.TaskId.TryParse(id, out _))
            {
                return new(at, id);
            }
        }

        throw new FormatException("Not a cursor of this list.");
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{SubmittedAt}/{TaskId}"));
}
