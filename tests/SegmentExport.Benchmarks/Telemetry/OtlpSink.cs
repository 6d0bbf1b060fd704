using System.Net;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Telemetry;

/// <summary>Takes what processes export by OTLP over HTTP, and throws it away: what is measured is what telling costs, not what listening does.</summary>
internal sealed class OtlpSink : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _address = $"http://127.0.0.1:{FreePort.Find()}";
    private long _bytes;

    public OtlpSink()
    {
        _listener.Prefixes.Add(_address + "/");
        _listener.Start();
        _ = ReceiveAsync();
    }

    /// <summary>The settings that have a process export to it, as often as it does by default.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };

    /// <summary>How much came.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        var buffer = new byte[128 * 1024];
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                for (int read; (read = await context.Request.InputStream.ReadAsync(buffer)) > 0;)
                {
                    Interlocked.Add(ref _bytes, read);
                }

                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
