using System.Collections.Concurrent;
using System.Net;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>An endpoint's server, without a network: keeps what it is sent, and answers as it is told.</summary>
internal sealed class Receiver : HttpMessageHandler
{
    private readonly ConcurrentQueue<ReceivedMessage> _received = new();

    /// <summary>What it answers.</summary>
    public Func<HttpResponseMessage> Answer { get; set; } = () => new(HttpStatusCode.NoContent);

    /// <summary>What it does before it answers.</summary>
    public Func<Uri, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What it was sent, oldest first.</summary>
    public List<ReceivedMessage> Received => [.. _received];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _received.Enqueue(new(
            request.Headers.GetValues("webhook-id").Single(), request.Headers.GetValues("webhook-timestamp").Single(), request.Headers.GetValues("webhook-signature").Single(),
            await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
        await Before(request.RequestUri!, cancellationToken);
        return Answer();
    }
}
