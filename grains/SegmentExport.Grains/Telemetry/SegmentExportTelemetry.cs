using System.Diagnostics;

namespace SegmentExport.Grains.Telemetry;

/// <summary>The product's traces and metrics share one name: <c>SegmentExport</c>.</summary>
public static class SegmentExportTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "SegmentExport";

    /// <summary>Where every span of the product begins.</summary>
    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>Begins a span of a task's own trace, linked with the trace that is current (a request's, a timer's).</summary>
    /// <param name="name">The span's name.</param>
    /// <param name="traceParent">The task's trace context; null: the current trace.</param>
    internal static Activity? StartInTask(string name, string? traceParent)
    {
        if (!ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent))
        {
            return Source.StartActivity(name);
        }

        var links = Activity.Current is { } current && current.TraceId != parent.TraceId ? new[] { new ActivityLink(current.Context) } : null;
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
