using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SegmentExport.Hosting.Webhooks;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>A dispatcher's log.</summary>
internal sealed class KeptLog : ILogger<WebhookDispatcher>
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>What it says, oldest first.</summary>
    public List<string> Lines => [.. _lines];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue(formatter(state, exception));
}
