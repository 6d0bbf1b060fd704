using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using SegmentExport.Hosting.Telemetry;

namespace SegmentExport.Hosting.Tests.Telemetry;

/// <summary>Which trace a log record belongs to.</summary>
public sealed class LogTraceTests : IDisposable
{
    private const string Caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly Kept _kept = new();
    private readonly ILoggerFactory _factory;

    public LogTraceTests()
    {
        Activity.Current = null;
        _factory = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options => options.AddProcessor(new LogTrace()).AddProcessor(_kept)));
    }

    public void Dispose()
    {
        _factory.Dispose();
        _kept.Dispose();
    }

    [Fact]
    public void Record_BehindACall_BelongsToTheCallersSpan()
    {
        RequestContext.Set("traceparent", Caller);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c b7ad6b7169203331", Logged());
    }

    [Fact]
    public void Record_InASpan_BelongsToIt()
    {
        RequestContext.Set("traceparent", Caller);
        using var span = new Activity("a test").Start();
        Assert.Equal($"{span.TraceId} {span.SpanId}", Logged());
    }

    [Fact]
    public void Record_OfNoCall_HasNoTrace()
    {
        RequestContext.Clear();
        Assert.Equal($"{default(ActivityTraceId)} {default(ActivitySpanId)}", Logged());
    }

    private string Logged()
    {
        _factory.CreateLogger("a test").Log(LogLevel.Warning, new EventId(1), "Something", null, (said, _) => said);
        return _kept.Last;
    }

    private sealed class Kept : BaseProcessor<LogRecord>
    {
        public string Last { get; private set; } = "";

        public override void OnEnd(LogRecord data) => Last = $"{data.TraceId} {data.SpanId}";
    }
}
