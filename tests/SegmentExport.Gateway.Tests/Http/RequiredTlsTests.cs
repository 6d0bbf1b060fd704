using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using SegmentExport.Gateway.Http;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Gateway.Tests.Http;

/// <summary>A gateway that is to answer over TLS alone.</summary>
public sealed class RequiredTlsTests
{
    private const string Required = "--SegmentExport:Tls:Required=true";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", "https", true)]
    [InlineData("10.0.0.0/8 127.0.0.0/8", "https", true)]
    [InlineData("127.0.0.1", "http, https", true)]
    [InlineData("127.0.0.1", "https, http", false)]
    [InlineData("127.0.0.1", "http", false)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("10.0.0.0/8", "https", false)]
    [InlineData("127.0.0.2", "https", false)]
    public async Task Request_WithoutTls_IsAnsweredWhereATrustedProxyHasEndedIt(string proxies, string? said, bool isAnswered)
    {
        await using var app = Create(Required, $"--SegmentExport:Tls:TrustedProxies={proxies}");
        using var answer = await AskAsync(app, "/thing", said);

        if (isAnswered)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
            return;
        }

        await Problems.ReadAsync(answer, HttpStatusCode.BadRequest, "tls_required");
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Probe_WithoutTls_IsAnswered()
    {
        await using var app = Create(Required, "--SegmentExport:Tls:TrustedProxies=10.0.0.1");
        using var answer = await AskAsync(app, "/health/live", said: null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Request_WithoutTls_IsAnsweredByDefault()
    {
        await using var app = Create();
        using var answer = await AskAsync(app, "/thing", said: null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public void Start_WhereNothingEndsTls_IsRefused() => Refused("TrustedProxies", Required);

    [Fact]
    public void Start_WithAProxyThatIsNoAddress_IsRefused() => Refused("'proxy.example'", Required, "--SegmentExport:Tls:TrustedProxies=10.0.0.1 proxy.example");

    [Fact]
    public void Start_WhereEverybodysForwardedHeadersAreBelieved_IsRefused() => Refused("FORWARDEDHEADERS", Required, "--SegmentExport:Tls:TrustedProxies=10.0.0.1", "--ForwardedHeaders_Enabled=true");

    [Theory]
    [InlineData("--urls=http://127.0.0.1:0;https://127.0.0.1:0")]
    [InlineData("--Kestrel:Endpoints:Public:Url=https://127.0.0.1:0")]
    public async Task Start_WithAnAddressOfTls_NeedsNoProxy(string address)
    {
        await using var app = Create(Required, address);

        Assert.NotNull(app);
    }

    private static void Refused(string said, params string[] settings) => Assert.Contains(said, Assert.Throws<StartupException>(() => Create(settings)).Message, StringComparison.Ordinal);

    private static WebApplication Create(params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", .. settings]);

        // Without any logger the web server gives requests no trace.
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.AddApiHttp();
        var app = builder.Build();
        app.UseApiHttp();
        app.UseRequiredTls();
        app.MapGet("/thing", () => "thing");
        app.MapGet("/health/live", () => "live");
        return app;
    }

    private static async Task<HttpResponseMessage> AskAsync(WebApplication app, string path, string? said)
    {
        await app.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (said is not null)
        {
            request.Headers.Add("X-Forwarded-Proto", said);
        }

        return await client.SendAsync(request, Cancellation);
    }
}
