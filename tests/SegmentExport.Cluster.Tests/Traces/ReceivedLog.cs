using System.Collections.Immutable;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>A log record as a process has exported it.</summary>
/// <param name="Body">What it says.</param>
/// <param name="Attributes">Its attributes, as text.</param>
/// <param name="TraceId">The trace that it belongs to, in hexadecimal digits; empty: none.</param>
/// <param name="SpanId">The span, likewise.</param>
internal sealed record ReceivedLog(string Body, ImmutableDictionary<string, string> Attributes, string TraceId, string SpanId);
