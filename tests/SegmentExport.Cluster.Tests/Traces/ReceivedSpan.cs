using System.Collections.Immutable;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>A span as a process has exported it.</summary>
/// <param name="Service">The process's service.</param>
/// <param name="TraceId">In hexadecimal digits.</param>
/// <param name="SpanId">In hexadecimal digits.</param>
/// <param name="ParentId">In hexadecimal digits; empty where it has none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="HasFailed">Whether its status is an error.</param>
/// <param name="Attributes">Its attributes, as text.</param>
/// <param name="Links">The traces that it is linked with.</param>
internal sealed record ReceivedSpan(
    string Service, string TraceId, string SpanId, string ParentId, string Name, TimeSpan Duration, bool HasFailed, ImmutableDictionary<string, string> Attributes, ImmutableArray<string> Links);
