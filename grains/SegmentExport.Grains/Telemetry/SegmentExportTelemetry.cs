using System.Diagnostics;

namespace SegmentExport.Grains.Telemetry;

/// <summary>The product's traces and metrics share one name: <c>SegmentExport</c>.</summary>
public static class SegmentExportTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "SegmentExport";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins a span beneath the current one, or beneath the one that made the call.</summary>
    /// <param name="name">The span's name.</param>
    /// <param name="kind">Whether it is a call of something outside.</param>
    /// <param name="startTime">When it began; default: now.</param>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal, DateTimeOffset startTime = default) => Source.StartActivity(name, kind, CallTrace.ParentOfNew, startTime: startTime);

    /// <summary>Begins a span of a task's own trace, linked with the trace that is current (a request's, a timer's).</summary>
    /// <param name="name">The span's name.</param>
    /// <param name="traceParent">The task's trace context; null: the current trace.</param>
    internal static Activity? StartInTask(string name, string? traceParent)
    {
        if (!ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent))
        {
            return Start(name);
        }

        var current = CallTrace.Context;
        var links = current != default && current.TraceId != parent.TraceId ? new[] { new ActivityLink(current) } : null;
        return Source.StartActivity(name, ActivityKind.Internal, parent, links: links);
    }

    /// <summary>Tells, in a task's own trace, of something that ends now. The caller disposes the span.</summary>
    /// <param name="name">The span's name.</param>
    /// <param name="traceParent">The task's trace context.</param>
    /// <param name="duration">How long it took.</param>
    internal static Activity? TellInTask(string name, string? traceParent, TimeSpan duration)
    {
        _ = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        return Source.StartActivity(name, ActivityKind.Internal, parent, startTime: TimeProvider.System.GetUtcNow() - duration);
    }
}
