namespace SegmentExport.TestKit.ObjectStores;

/// <summary>Does with a request what a test wants, and counts them.</summary>
/// <param name="inner">The network; stays the caller's.</param>
/// <param name="send">Gets the request, and what sends it on.</param>
public sealed class InterceptingHandler(HttpMessageHandler inner, Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, CancellationToken, Task<HttpResponseMessage>> send) : DelegatingHandler(inner)
{
    private int _requests;

    /// <summary>How many requests have come.</summary>
    public int Requests => _requests;

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return send(request, () => base.SendAsync(request, cancellationToken), cancellationToken);
    }
}
