using System.Net;
using System.Net.Sockets;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>Clients that begin a request and never end it: they are sent away, and hold up nobody.</summary>
public sealed class SlowRequestTests(RunningGateway gateway)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Request_ThatNeverEnds_IsTimedOut()
    {
        using var timeout = new CancellationTokenSource(Patience);
        var answers = await Task.WhenAll(
            SendAsync("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n", timeout.Token),
            SendAsync("POST /dev/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", timeout.Token),
            SendAsync("POST /dev/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", timeout.Token));

        Assert.All(answers, answer => Assert.Equal((int)HttpStatusCode.RequestTimeout, answer.Status));
        Assert.All(answers, answer => Assert.DoesNotContain("Exception", answer.Body, StringComparison.Ordinal));
        using var other = await gateway.Client.GetAsync(new Uri("/health/live", UriKind.Relative), timeout.Token);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private async Task<RawAnswer> SendAsync(string beginning, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, gateway.Client.BaseAddress!.Port, cancellationToken);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(beginning), cancellationToken);
        return await RawHttp.ReadAsync(client.GetStream(), headIsEnough: false, cancellationToken);
    }
}
