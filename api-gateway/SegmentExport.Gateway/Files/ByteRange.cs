using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace SegmentExport.Gateway.Files;

/// <summary>What a <c>Range</c> header asks of a file (RFC 9110, section 14).</summary>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct ByteRange(long Offset, long Length)
{
    private const string Unit = "bytes";

    /// <summary>Reads the header. Only GET has ranges, and a unit that is not ours is not looked at.</summary>
    /// <param name="request">The request.</param>
    /// <param name="header">The ranges in bytes; null where there are none.</param>
    /// <returns>Whether the header is absent or well formed.</returns>
    public static bool TryRead(HttpRequest request, out RangeHeaderValue? header)
    {
        header = null;
        var text = request.Headers.Range.ToString();
        return !HttpMethods.IsGet(request.Method)
            || request.Headers.Range.Count == 0
            || IsOfAnotherUnit(text)
            || (request.Headers.Range.Count == 1 && RangeHeaderValue.TryParse(text, out header) && header.Ranges.Count > 0);
    }

    /// <summary>The one range to answer with 206.</summary>
    /// <param name="header">The request's ranges; null: none.</param>
    /// <param name="headers">The request's headers.</param>
    /// <param name="length">The file's length.</param>
    /// <param name="tag">The file's entity tag.</param>
    /// <returns>The range; null for the whole file: no header, several ranges, or an <c>If-Range</c> for another file. A range outside of the file has no length.</returns>
    public static ByteRange? Choose(RangeHeaderValue? header, RequestHeaders headers, long length, EntityTagHeaderValue tag)
    {
        if (header is not { Ranges.Count: 1 } || (headers.IfRange is { } condition && !tag.Compare(condition.EntityTag ?? Other, useStrongComparison: true)))
        {
            return null;
        }

        var range = header.Ranges.Single();
        var (from, to) = range switch
        {
            { From: { } first } => (first, Math.Min(range.To ?? long.MaxValue, length - 1)),
            { To: { } last } => (Math.Max(0, length - last), length - 1),
            _ => (0, -1),
        };
        return from <= to && from < length ? new(from, to - from + 1) : new(0, 0);
    }

    private static bool IsOfAnotherUnit(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
        && !text.AsSpan(0, end).Equals(Unit, StringComparison.OrdinalIgnoreCase)
        && !text.AsSpan(0, end).ContainsAny(' ', ',', '"');

    private static readonly EntityTagHeaderValue Other = new("\"\"");
}
