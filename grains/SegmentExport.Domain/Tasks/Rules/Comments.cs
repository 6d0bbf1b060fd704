using SegmentExport.Domain.Errors;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>The words that people add to what they do.</summary>
internal static class Comments
{
    /// <summary>Why the words cannot be kept; null where they can.</summary>
    public static Rejection? Check(string? comment) => FreeText.Check(comment, "comment") is { } error
        ? new() { Kind = RejectionKind.Invalid, Code = error.Code, Message = error.Message, Path = error.Path }
        : null;

    /// <summary>As they are kept: nothing where nothing is said.</summary>
    public static string? Normalize(string? comment) => string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
}
