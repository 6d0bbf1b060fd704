using System.Net;
using SegmentExport.Hosting.Webhooks;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>Where connections to endpoints go, and where they do not.</summary>
public sealed class WebhookConnectionTests : IDisposable
{
    private readonly HttpListener _server = new();
    private readonly int _port;
    private int _asked;

    public WebhookConnectionTests()
    {
        _port = TestKit.Processes.FreePort.Find();
        _server.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _server.Start();
        _ = AnswerAsync();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("hooks.example")]
    [InlineData("localhost")]
    public async Task Connection_ToAPrivateAddress_IsNotMadeWhateverItsNameIs(string host)
    {
        // The name is of the internet; what it stands for is not.
        var result = await SendAsync(allowsPrivate: false, $"http://{host}:{_port}/ok");

        Assert.Equal("is at a private address", result.Error);
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task Connection_ToAPrivateAddressThatIsAllowed_IsMade() => Assert.True((await SendAsync(allowsPrivate: true, $"http://127.0.0.1:{_port}/ok")).IsDelivered);

    [Fact]
    public async Task Redirect_IsAFailureAndNotFollowed()
    {
        var result = await SendAsync(allowsPrivate: true, $"http://127.0.0.1:{_port}/redirect");

        Assert.Equal("answered 302; redirects are not followed", result.Error);
        Assert.Equal(1, _asked);
    }

    public void Dispose() => ((IDisposable)_server).Dispose();

    private static async Task<WebhookResult> SendAsync(bool allowsPrivate, string url)
    {
        using var handler = WebhookConnections.Handler(allowsPrivate, (_, _) => Task.FromResult(new[] { IPAddress.Loopback }));
        using var http = new HttpClient(handler);
        var endpoint = new WebhookEndpointOptions { Space = "retail", Url = new(url) };
        endpoint.Secrets.Add("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var delivery = new WebhookDelivery(1, "msg_1", "crm", "retail", "t", "everyone", WebhookEvents.Completed, "completed", "2026-11-26T08:00:00.0000000Z", 1, "");
        return await new WebhookSender(http, TimeProvider.System).SendAsync(delivery, endpoint, TimeSpan.FromSeconds(20), CancellationToken.None);
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var request = await _server.GetContextAsync();
                Interlocked.Increment(ref _asked);
                if (request.Request.Url!.AbsolutePath == "/redirect")
                {
                    request.Response.StatusCode = 302;
                    request.Response.RedirectLocation = $"http://127.0.0.1:{_port}/ok";
                }

                request.Response.Close();
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // It was disposed.
        }
    }
}
