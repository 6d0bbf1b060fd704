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
        not null when text.AsSpan().ContainsAny(Forbidden) || !IsWellFormed(text) => new(
            path, ErrorCodes.InvalidText, "The text has a control character or half a surrogate pair; of control characters only tabs and line breaks are allowed. Remove it."),
        _ => null,
    };

    /// <summary>Whether the text is valid UTF-16: anything else would come back changed from UTF-8.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (System.Text.Rune.DecodeFromUtf16(text, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    // NUL cannot be stored in PostgreSQL's text and jsonb, and none of the others is anything that a person writes.
    private static readonly System.Buffers.SearchValues<char> Forbidden =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n'))]);
}
