using System.IO.Pipelines;
using System.Text;

namespace SegmentExport.Gateway.Events;

/// <summary>Writes server-sent events (HTML standard, section 9.2.6). One at a time, straight to the connection: what a client does not take is not kept for it.</summary>
/// <param name="output">The response.</param>
/// <param name="time">The clock of its patience.</param>
internal sealed class EventWriter(PipeWriter output, TimeProvider time)
{
    /// <summary>How long a client may take to accept an event before it is dropped.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private long _lastWrite = time.GetTimestamp();

    /// <summary>How long nothing has been written.</summary>
    public TimeSpan Quiet => time.GetElapsedTime(_lastWrite);

    /// <summary>Tells how long to wait before connecting anew.</summary>
    public Task RetryAsync(TimeSpan wait, CancellationToken cancellationToken) => WriteAsync($"retry: {wait.TotalMilliseconds:0}\n\n", cancellationToken);

    /// <summary>An event.</summary>
    /// <param name="id">What the client sends back as <c>Last-Event-ID</c>; one line.</param>
    /// <param name="name">The event's name.</param>
    /// <param name="data">JSON on one line.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="SlowClientException">The client does not take it.</exception>
    public Task EventAsync(string id, string name, string data, CancellationToken cancellationToken) =>
        WriteAsync($"id: {id}\nevent: {name}\ndata: {data}\n\n", cancellationToken);

    /// <summary>A comment that shows that the connection lives. The id moves on with it, without an event.</summary>
    /// <exception cref="SlowClientException">The client does not take it.</exception>
    public Task HeartbeatAsync(string id, CancellationToken cancellationToken) => WriteAsync($": heartbeat\nid: {id}\n\n", cancellationToken);

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        Encoding.UTF8.GetBytes(text, output);
        try
        {
            await output.FlushAsync(either.Token);
            _lastWrite = time.GetTimestamp();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SlowClientException(Patience);
        }
    }
}
