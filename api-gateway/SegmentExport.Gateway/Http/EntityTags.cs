using System.Diagnostics.CodeAnalysis;
using Microsoft.Net.Http.Headers;

namespace SegmentExport.Gateway.Http;

/// <summary>The <c>ETag</c> of a task is its revision (RFC 9110, section 8.8.3).</summary>
internal static class EntityTags
{
    /// <summary>The header for a revision.</summary>
    public static string Of(long revision) => $"\"{revision}\"";

    /// <summary>Reads <c>If-Match</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="revision">The revision it names; null where it names none or any.</param>
    /// <returns>Whether the header is absent or of ours.</returns>
    public static bool TryReadIfMatch(HttpRequest request, out long? revision)
    {
        revision = null;
        var header = request.Headers.IfMatch;
        if (header.Count == 0 || (header.Count == 1 && header[0] == "*"))
        {
            return true;
        }

        if (header.Count == 1 && EntityTagHeaderValue.TryParse(header[0], out var tag) && TryRead(tag, out var read))
        {
            revision = read;
            return true;
        }

        return false;
    }

    private static bool TryRead([NotNullWhen(true)] EntityTagHeaderValue? tag, out long revision)
    {
        revision = 0;
        return tag is { IsWeak: false } && long.TryParse(tag.Tag.AsSpan().Trim('"'), out revision) && revision > 0;
    }
}
