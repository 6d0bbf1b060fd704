using System.Buffers;
using System.Text;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>Text that people write: reasons and comments.</summary>
internal static class FreeText
{
    /// <summary>What is wrong with it; null for nothing. No text at all is not wrong here.</summary>
    public static RequestError? Check(string? text, string path) => text switch
    {
        { Length: > Submission.MaxTextLength } => new(
            path, ErrorCodes.TextTooLong, $"The text has {text.Length} characters; at most {Submission.MaxTextLength} are allowed. Shorten it."),
        not null when HasForbidden(text) => new(
            path, ErrorCodes.InvalidText, "The text has a control character or half a surrogate pair; of control characters only tabs and line breaks are allowed. Remove it."),
        _ => null,
    };

    /// <summary>Whether there is something that is no text: a control character other than tabs and line breaks, or half a surrogate pair.</summary>
    public static bool HasForbidden(string text) => text.AsSpan().ContainsAny(Forbidden) || !IsWellFormed(text);

    /// <summary>Whether the text is valid UTF-16: anything else would come back changed from UTF-8.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    // NUL cannot be stored in PostgreSQL's text and jsonb, and none of the others is anything that a person writes.
    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n'))]);
}
