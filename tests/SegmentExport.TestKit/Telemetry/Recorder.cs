using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.TestKit.Telemetry;

/// <summary>Hears every span, measurement and log line of the process while it lives.</summary>
public sealed class Recorder : ILoggerProvider
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentDictionary<(string Name, string Tags), bool> _measurements = new();
    private readonly ConcurrentQueue<(string? Trace, string Line)> _lines = new();
    private readonly ActivityListener _spanListener;
    private readonly MeterListener _meterListener;

    /// <summary>Begins to listen.</summary>
    public Recorder()
    {
        _spanListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "SegmentExport" or "Test" || source.Name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_spanListener);
        _meterListener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name is "SegmentExport")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meterListener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        _meterListener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        _meterListener.Start();
    }

    /// <summary>The log lines, with their exceptions.</summary>
    public ImmutableArray<string> Lines => [.. _lines.Select(logged => logged.Line)];

    /// <summary>Which instruments of the product were measured with which tags (<c>name=value;name=value</c>), each once.</summary>
    public ImmutableArray<(string Name, string Tags)> Measurements => [.. _measurements.Keys];

    /// <summary>The finished spans of one trace.</summary>
    public ImmutableArray<Activity> SpansOf(ActivityTraceId trace) => [.. _spans.Where(span => span.TraceId == trace)];

    /// <summary>The log lines of one trace.</summary>
    public ImmutableArray<string> LinesOf(ActivityTraceId trace) => [.. _lines.Where(logged => logged.Trace == trace.ToHexString()).Select(logged => logged.Line)];

    /// <summary>All that a span says: names, values, events, status.</summary>
    public static string TextOf(Activity span) => string.Join(
        '\n',
        span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(span.Events.SelectMany(happened => happened.Tags).Select(tag => $"{tag.Key}={tag.Value}"))
            .Concat(span.Baggage.Select(item => $"{item.Key}={item.Value}"))
            .Append(span.DisplayName)
            .Append(span.StatusDescription));

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    /// <inheritdoc />
    public void Dispose()
    {
        _spanListener.Dispose();
        _meterListener.Dispose();
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements[(instrument.Name, string.Join(';', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")))] = true;

    private sealed class Logger(ConcurrentQueue<(string? Trace, string Line)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((CallTrace.TraceId, $"{formatter(state, exception)} {exception}"));
    }
}
