using System.Net;
using System.Net.Http.Headers;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Load;

/// <summary>What a proxy in front of the gateways does: it asks them for their readiness ever again, and sends each request to one that was ready; where none was, it answers 503 itself.</summary>
internal sealed class ReadyGateways : DelegatingHandler
{
    // As api-gateway/proxy/haproxy.cfg has it: a connection that is refused is tried at another one.
    private const int Retries = 2;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Func<IReadOnlyList<ServerProcess>> _gateways;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _asking;
    private volatile ServerProcess[] _ready;
    private int _turn;
    private int _unserved;

    public ReadyGateways(Func<IReadOnlyList<ServerProcess>> gateways)
        : base(new SocketsHttpHandler())
    {
        _gateways = gateways;
        _ready = [.. gateways()];
        _asking = AskAsync();
    }

    /// <summary>How many requests came while no gateway was ready.</summary>
    public int Unserved => _unserved;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retries = 0; ; retries++)
        {
            var ready = _ready;
            if (ready.Length == 0)
            {
                Interlocked.Increment(ref _unserved);
                return new(HttpStatusCode.ServiceUnavailable) { RequestMessage = request, Headers = { RetryAfter = new RetryConditionHeaderValue(Period) } };
            }

            var gateway = ready[(int)((uint)Interlocked.Increment(ref _turn) % (uint)ready.Length)];
            request.RequestUri = new Uri(gateway.Address, request.RequestUri!.PathAndQuery);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ConnectionError && retries < Retries)
            {
                // Nothing was sent: it ended since it was asked, which on a busy machine is longer ago. Another one takes the request.
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ending.Cancel();
            _ending.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task AskAsync()
    {
        using var timer = new PeriodicTimer(Period);
        while (await timer.WaitForNextTickAsync(_ending.Token))
        {
            var asked = await Task.WhenAll(_gateways().Where(gateway => !gateway.HasExited).Select(async gateway => (Gateway: gateway, IsReady: await gateway.IsReadyAsync())));
            _ready = [.. asked.Where(answer => answer.IsReady).Select(answer => answer.Gateway)];
        }
    }
}
