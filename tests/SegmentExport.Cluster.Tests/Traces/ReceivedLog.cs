using System.Collections.Immutable;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>A log record as a process has exported it.</summary>
/// <param name="Body">What it says.</param>
/// <param name="Attributes">Its attributes, as text.</param>
internal sealed record ReceivedLog(string Body, ImmutableDictionary<string, string> Attributes);
