using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace SegmentExport.Gateway.Files;

/// <summary>What a <c>Range</c> header asks of a file (RFC 9110, section 14).</summary>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>Whether the header can be read: absent, or ranges in bytes.</summary>
    public static bool IsWellFormed(HttpRequest request) =>
        request.Headers.Range.Count == 0
        || (request.Headers.Range.Count == 1 && RangeHeaderValue.TryParse(request.Headers.Range[0], out var range) && range.Unit == "bytes" && range.Ranges.Count > 0);

    /// <summary>The one range to answer with 206.</summary>
    /// <param name="headers">The request's headers, well formed.</param>
    /// <param name="length">The file's length.</param>
    /// <param name="tag">The file's entity tag.</param>
    /// <returns>The range; null for the whole file: no header, several ranges, or an <c>If-Range</c> for another file. A range outside of the file has no length.</returns>
    public static ByteRange? Choose(RequestHeaders headers, long length, EntityTagHeaderValue tag)
    {
        if (headers.Range is not { Ranges.Count: 1 } header || (headers.IfRange is { } condition && !tag.Compare(condition.EntityTag ?? Other, useStrongComparison: true)))
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

    private static readonly EntityTagHeaderValue Other = new("\"\"");
}
