using System.Collections.Immutable;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>A span as a process has exported it.</summary>
internal sealed record ReceivedSpan
{
    /// <summary>What the process says of itself.</summary>
    public ImmutableDictionary<string, string> Resource { get; init; } = [];

    /// <summary>In hexadecimal digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>In hexadecimal digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>In hexadecimal digits; empty where it has none.</summary>
    public required string ParentId { get; init; }

    public required string Name { get; init; }

    /// <summary>Since 1970.</summary>
    public required TimeSpan Started { get; init; }

    /// <summary>Since 1970.</summary>
    public required TimeSpan Ended { get; init; }

    /// <summary>Whether its status is an error.</summary>
    public required bool HasFailed { get; init; }

    /// <summary>Its attributes, as text.</summary>
    public required ImmutableDictionary<string, string> Attributes { get; init; }

    /// <summary>The attributes of what happened meanwhile.</summary>
    public required ImmutableArray<ImmutableDictionary<string, string>> Events { get; init; }

    /// <summary>The traces that it is linked with.</summary>
    public required ImmutableArray<string> Links { get; init; }

    /// <summary>The process's service.</summary>
    public string Service => Resource.GetValueOrDefault("service.name", "");

    /// <summary>How long it took.</summary>
    public TimeSpan Duration => Ended - Started;
}
