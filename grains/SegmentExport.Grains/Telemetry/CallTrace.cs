using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace SegmentExport.Grains.Telemetry;

/// <summary>
/// The trace that work belongs to, also behind grain calls, which are no spans themselves: a call takes along which span made it (<c>traceparent</c>, as Orleans' own propagation names it), and what begins
/// behind the call hangs beneath that one.
/// </summary>
public static class CallTrace
{
    private const string Key = "traceparent";

    /// <summary>The current span, or the one that made the call; default: no trace.</summary>
    public static ActivityContext Context =>
        Activity.Current is { } current ? current.Context
        : RequestContext.Get(Key) is string caller && ActivityContext.TryParse(caller, null, isRemote: true, out var context) ? context
        : default;

    /// <summary>The trace's id, as answers and the audit tell it; null: no trace.</summary>
    public static string? TraceId => Context is { TraceId: var id } && id != default ? id.ToHexString() : null;

    /// <summary>Has the grain calls of a process, a silo or a client, take the trace along.</summary>
    /// <param name="services">The process.</param>
    public static void AddTo(IServiceCollection services) => services.AddSingleton<IOutgoingGrainCallFilter, Propagation>();

    /// <summary>What a new span is told as its parent: nothing where one is current, which is then found faster.</summary>
    internal static ActivityContext ParentOfNew => Activity.Current is null ? Context : default;

    /// <summary>Goes over to another trace, for what is done for somebody else than the caller. Called within an async method, it ends with that one; whoever called the method stays in their trace.</summary>
    /// <param name="traceParent">The trace context to go on in; null: none.</param>
    internal static void Enter(string? traceParent)
    {
        Activity.Current = null;
        RequestContext.Clear();
        if (traceParent is not null)
        {
            RequestContext.Set(Key, traceParent);
        }
    }

    private sealed class Propagation : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context) => Activity.Current is { } current ? InvokeAsync(context, current.Context) : context.Invoke();

        // What is set in here ends with it.
        private static async Task InvokeAsync(IOutgoingGrainCallContext context, ActivityContext current)
        {
            // Not by the span's own id, which it keeps where it was marked as not recorded later.
            RequestContext.Set(Key, $"00-{current.TraceId.ToHexString()}-{current.SpanId.ToHexString()}-{(current.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00")}");
            await context.Invoke();
        }
    }
}
