using OpenTelemetry;
using OpenTelemetry.Logs;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>Puts what is logged behind a grain call, where no span has begun yet, into the trace of the call.</summary>
internal sealed class LogTrace : BaseProcessor<LogRecord>
{
    /// <inheritdoc />
    public override void OnEnd(LogRecord data)
    {
        if (data.TraceId == default && CallTrace.Context is var caller && caller != default)
        {
            (data.TraceId, data.SpanId, data.TraceFlags) = (caller.TraceId, caller.SpanId, caller.TraceFlags);
        }
    }
}
