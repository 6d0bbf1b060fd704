using System.Collections.Concurrent;
using System.Net;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>Takes what processes export by OTLP over HTTP, and keeps the spans and the log records.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentQueue<ReceivedLog> _logs = new();
    private readonly ConcurrentQueue<byte[]> _bodies = new();

    public OtlpReceiver()
    {
        Address = $"http://127.0.0.1:{FreePort.Find()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ReceiveAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>The settings that have a process export to it, soon.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
    };

    /// <summary>The spans so far.</summary>
    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    /// <summary>The log records so far.</summary>
    public IReadOnlyCollection<ReceivedLog> Logs => _logs;

    /// <summary>All that was exported so far, of every kind, as it came.</summary>
    public IReadOnlyCollection<byte[]> Bodies => _bodies;

    /// <summary>The spans of a trace, once there is what is waited for.</summary>
    public async Task<List<ReceivedSpan>> WaitForAsync(string traceId, Predicate<List<ReceivedSpan>> isThere, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        for (var left = patience ?? Patience; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(100))
        {
            var spans = _spans.Where(span => span.TraceId == traceId).ToList();
            if (isThere(spans))
            {
                return spans;
            }

            await Task.Delay(100, cancellationToken);
        }

        var received = _spans.Where(span => span.TraceId == traceId).ToList();
        var ids = received.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        throw new TimeoutException(
            $"The trace has only {string.Join(", ", received.CountBy(span => span.Name).Select(name => $"{name.Value} {name.Key}"))}; without their parents: {string.Join(", ", received.Where(span => !ids.Contains(span.ParentId)).Select(span => $"{span.Service} {span.Name} {span.ParentId}"))}.");
    }

    /// <summary>Waits for a log record.</summary>
    public async Task WaitForLogAsync(Predicate<ReceivedLog> isIt, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (!_logs.Any(record => isIt(record)))
        {
            await Task.Delay(100, limit.Token);
        }
    }

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                Keep(context.Request.Url!.AbsolutePath, body.ToArray());
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Keep(string path, byte[] body)
    {
        _bodies.Enqueue(body);
        foreach (var span in path.EndsWith("/traces", StringComparison.Ordinal) ? OtlpSpans.Read(body) : [])
        {
            _spans.Enqueue(span);
        }

        foreach (var record in path.EndsWith("/logs", StringComparison.Ordinal) ? OtlpLogs.Read(body) : [])
        {
            _logs.Enqueue(record);
        }
    }
}
