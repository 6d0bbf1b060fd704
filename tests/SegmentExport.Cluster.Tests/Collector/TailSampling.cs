using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using SegmentExport.Cluster.Tests.Traces;

namespace SegmentExport.Cluster.Tests.Collector;

/// <summary>
/// The tail sampling processor's decision on a trace, by the policies that we have (opentelemetry-collector-contrib, <c>processor/tailsamplingprocessor</c>): made once, so long after the trace's first spans came,
/// on those that are there by then. One policy that keeps the trace is enough.
/// </summary>
internal sealed record TailSampling
{
    /// <summary>How long a decision waits.</summary>
    public required TimeSpan Wait { get; init; }

    /// <summary>The attribute that tells how a command ended.</summary>
    public required string Key { get; init; }

    /// <summary>The patterns of those of its values that are kept.</summary>
    public required ImmutableArray<string> Values { get; init; }

    /// <summary>From its first span's begin to its last one's end, a trace that is kept takes longer.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>How much of all traces is kept.</summary>
    public required double Percentage { get; init; }

    /// <summary>Why a trace is kept whatever its id: the policies' types; none where its id decides.</summary>
    public IReadOnlyList<string> ReasonsFor(IReadOnlyCollection<ReceivedSpan> trace)
    {
        // Spans come when they end.
        var decided = trace.Min(span => span.Ended) + Wait;
        var there = trace.Where(span => span.Ended <= decided).ToList();
        var reasons = new List<string>();
        if (there.Exists(span => span.HasFailed))
        {
            reasons.Add("status_code");
        }

        if (there.SelectMany(span => new[] { span.Attributes, span.Resource }).Any(attributes => attributes.TryGetValue(Key, out var value) && Values.Any(pattern => Regex.IsMatch(value, pattern))))
        {
            reasons.Add("string_attribute");
        }

        if (there.Max(span => span.Ended) - there.Min(span => span.Started) > Latency)
        {
            reasons.Add("latency");
        }

        return reasons;
    }

    /// <summary>Whether a trace is kept for its id: FNV-1a of the processor's salt and the id, within the percentage of all numbers.</summary>
    public bool KeepsByChance(ReadOnlySpan<byte> traceId)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in (byte[])[.. Encoding.ASCII.GetBytes("default-hash-seed"), .. traceId])
        {
            hash = unchecked((hash ^ part) * 1099511628211UL);
        }

        return hash <= Percentage / 100 * ulong.MaxValue;
    }
}
