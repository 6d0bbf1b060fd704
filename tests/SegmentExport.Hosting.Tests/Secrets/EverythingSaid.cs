using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace SegmentExport.Hosting.Tests.Secrets;

/// <summary>Listens to all that a process tells its operators: logs of every level, spans, the labels of metrics.</summary>
internal sealed class EverythingSaid : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics = new();

    public EverythingSaid()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _metrics.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Keep(instrument, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Keep(instrument, tags));
        _metrics.Start();
    }

    /// <summary>How many things were said of a kind.</summary>
    public int CountOf(string kind) => _lines.Count(line => line.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>Everything, one a line.</summary>
    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        _spans.Dispose();
        _metrics.Dispose();
    }

    private void Keep(Activity span)
    {
        var events = span.Events.Select(@event => $"{@event.Name} {Pairs(@event.Tags)}");
        _lines.Enqueue($"span {span.Source.Name} {span.DisplayName} {span.Status} {span.StatusDescription} {Pairs(span.TagObjects)} {string.Join(' ', events)} {string.Join(' ', span.Baggage)} {span.TraceStateString}");
    }

    private void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _lines.Enqueue($"metric {instrument.Name} {Pairs(tags.ToArray())}");

    private static string Pairs(IEnumerable<KeyValuePair<string, object?>> pairs) => string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    private sealed class Logger(EverythingSaid said, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            said._lines.Enqueue($"scope {category} {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? Pairs(pairs) : "";
            said._lines.Enqueue($"log {logLevel} {category} {formatter(state, exception)} {values} {exception}");
        }
    }
}
