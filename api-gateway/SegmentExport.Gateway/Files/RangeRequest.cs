using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Files;

/// <summary>What a <c>Range</c> header asks of a file (RFC 9110, section 14).</summary>
internal sealed class RangeRequest
{
    /// <summary>The most ranges of one request.</summary>
    public const int MaxRanges = 16;

    private const string Unit = "bytes";

    private readonly ImmutableArray<RangeSpec> _ranges;

    private RangeRequest(ImmutableArray<RangeSpec> ranges) => _ranges = ranges;

    /// <summary>Reads the header. Only GET has ranges, and a unit that is not ours is not looked at.</summary>
    /// <param name="request">The request.</param>
    /// <param name="ranges">The ranges; null where there are none.</param>
    /// <returns>Null where the header is absent or well formed; otherwise the answer.</returns>
    public static ProblemHttpResult? Read(HttpRequest request, out RangeRequest? ranges)
    {
        ranges = null;
        var header = request.Headers.Range;
        if (!HttpMethods.IsGet(request.Method) || header.Count == 0 || IsOfAnotherUnit(header.ToString()))
        {
            return null;
        }

        if (header.Count > 1 || !TryParse(header.ToString(), out var read))
        {
            return Problem.Of(
                StatusCodes.Status400BadRequest, GatewayCodes.InvalidRange, "The Range header is malformed. Send it like 'bytes=0-999', 'bytes=1000-', 'bytes=-500' or 'bytes=0-99,200-299'.", "Range");
        }

        ranges = new(read);
        return read.Length <= MaxRanges
            ? null
            : Problem.Of(
                StatusCodes.Status416RangeNotSatisfiable, GatewayCodes.TooManyRanges, $"The Range header has {read.Length} ranges; at most {MaxRanges} are allowed. Ask for them in several requests.", "Range");
    }

    /// <summary>Whether the ranges are meant for this file: there is no <c>If-Range</c>, or it has the file's strong tag (RFC 9110, section 13.1.5). No date is, since files have none.</summary>
    public static bool IsMeantFor(HttpRequest request, EntityTagHeaderValue tag) =>
        request.Headers.IfRange.Count == 0 || (EntityTagHeaderValue.TryParse(request.Headers.IfRange.ToString(), out var seen) && seen.Compare(tag, useStrongComparison: true));

    /// <summary>Whose ranges are meant, as the client wrote it; null: those of any file.</summary>
    public static string? IfRangeOf(HttpRequest request) => request.Headers.IfRange.Count == 0 ? null : request.Headers.IfRange.ToString();

    /// <summary>The stretches of a file of that length, in the order in which they were asked for; those that overlap or touch are one, so that no byte is sent twice. Empty where the file has none of them.</summary>
    public ImmutableArray<ByteRange> Within(long length)
    {
        var stretches = new List<ByteRange>();
        foreach (var spec in _ranges)
        {
            if (spec.Within(length) is { } stretch)
            {
                Add(stretches, stretch);
            }
        }

        return [.. stretches];
    }

    /// <inheritdoc />
    public override string ToString() => $"{Unit}={string.Join(',', _ranges)}";

    private static void Add(List<ByteRange> stretches, ByteRange stretch)
    {
        var place = stretches.Count;
        for (var i = stretches.Count - 1; i >= 0; i--)
        {
            if (stretches[i].Touches(stretch))
            {
                stretch = stretches[i].Join(stretch);
                stretches.RemoveAt(i);
                place = i;
            }
        }

        stretches.Insert(Math.Min(place, stretches.Count), stretch);
    }

    private static bool TryParse(string text, out ImmutableArray<RangeSpec> ranges)
    {
        ranges = [];
        var set = text.AsSpan();
        if (!set.StartsWith($"{Unit}=", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var found = ImmutableArray.CreateBuilder<RangeSpec>();
        set = set[(Unit.Length + 1)..];
        foreach (var element in set.Split(','))
        {
            // A list may have empty elements (RFC 9110, section 5.6.1.2).
            var range = set[element].Trim(" \t");
            if (range.IsEmpty)
            {
                continue;
            }

            if (!RangeSpec.TryParse(range, out var spec))
            {
                return false;
            }

            found.Add(spec);
        }

        ranges = found.ToImmutable();
        return ranges.Length > 0;
    }

    private static bool IsOfAnotherUnit(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
        && !text.AsSpan(0, end).Equals(Unit, StringComparison.OrdinalIgnoreCase)
        && !text.AsSpan(0, end).ContainsAny(' ', ',', '"');
}
