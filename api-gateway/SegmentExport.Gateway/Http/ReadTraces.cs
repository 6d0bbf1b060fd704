using System.Buffers.Binary;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;
using SegmentExport.Hosting.Telemetry;

namespace SegmentExport.Gateway.Http;

/// <summary>
/// The traces of requests: whole ones of all that change something or hand something out, and of a share of those that only look, of which there are many for each export. A look that went wrong or took
/// long is told nevertheless, by the request's span alone: by then it is known, and what it called has not been recorded.
/// </summary>
/// <param name="ratio">The share (<see cref="TelemetryOptions.ReadRatio"/>).</param>
internal sealed class ReadTraces(double ratio) : BaseProcessor<Activity>
{
    private const string IsStream = "stream";

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    /// <summary>How the paths end by which something is handed out: the file, also by a link; what it consists of; its first rows.</summary>
    private static readonly string[] HandOuts = ["file", "/manifest", "/sample"];

    /// <summary>Records the spans of requests.</summary>
    public static void AddTo(WebApplicationBuilder builder)
    {
        var reads = new ReadTraces((builder.Configuration.GetSection(TelemetryOptions.SectionName).Get<TelemetryOptions>() ?? new()).ReadRatio);
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing
            .AddAspNetCoreInstrumentation(instrumentation =>
            {
                instrumentation.EnrichWithHttpRequest = (span, request) => reads.Begin(span, request.Method, request.Path);
                instrumentation.EnrichWithHttpResponse = (span, response) => End(span, response.ContentType);
            })
            .AddProcessor(reads));
    }

    /// <summary>Decides on a request that has come, before it calls anything.</summary>
    /// <param name="span">Its span.</param>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its path.</param>
    public void Begin(Activity span, string method, PathString path)
    {
        // A caller that records its own trace decides itself; what is handed out belongs to the trace of its export.
        if (!IsRecordedByCaller(span) && IsLook(method, path.Value ?? "") && !IsChosen(span.TraceId))
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <summary>Notes, when a request has been answered, what its length says.</summary>
    /// <param name="span">Its span.</param>
    /// <param name="contentType">What it was answered with; null: nothing.</param>
    public static void End(Activity span, string? contentType)
    {
        // Events are followed for minutes where all is well.
        if (contentType is "text/event-stream")
        {
            span.SetCustomProperty(IsStream, true);
        }
    }

    /// <inheritdoc />
    public override void OnEnd(Activity data)
    {
        if (!data.Recorded && ((data.Duration >= Long && data.GetCustomProperty(IsStream) is null) || data.Status == ActivityStatusCode.Error || data.GetTagItem("http.response.status_code") is >= StatusCodes.Status400BadRequest))
        {
            data.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        }
    }

    private static bool IsRecordedByCaller(Activity span) => ActivityContext.TryParse(span.ParentId, null, out var caller) && caller.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);

    private static bool IsLook(string method, string path) => (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) && !Array.Exists(HandOuts, end => path.EndsWith(end, StringComparison.Ordinal));

    // As the collector's own sampling does: by the id's last 56 bits, which are random.
    private bool IsChosen(ActivityTraceId trace)
    {
        Span<byte> id = stackalloc byte[16];
        trace.CopyTo(id);
        return (BinaryPrimitives.ReadUInt64BigEndian(id[8..]) << 8) / (double)ulong.MaxValue < ratio;
    }
}
