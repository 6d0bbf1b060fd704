using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using SegmentExport.Gateway.Authentication;
using SegmentExport.Gateway.Http;
using SegmentExport.TestKit.Identity;

namespace SegmentExport.Gateway.Tests.Authentication;

/// <summary>The sign-in of a cluster's gateway without a cluster behind it: <c>GET /who</c> answers whom the grains would be told of.</summary>
internal sealed class TokenGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private TokenGateway(WebApplication app) => (_app, _client) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts one that trusts an issuer.</summary>
    public static async Task<TokenGateway> StartAsync(OidcIssuer issuer, params string[] settings)
    {
        var app = Create([$"--{SignInOptions.SectionName}:Authority={issuer.Url}", .. settings]);
        await app.StartAsync(Cancellation);
        return new(app);
    }

    /// <summary>One that is not started.</summary>
    public static WebApplication Create(params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", .. settings]);
        builder.Logging.ClearProviders();
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddAspNetCoreInstrumentation());
        builder.AddTokenSignIn();
        builder.AddApiHttp();
        var app = builder.Build();
        app.UseApiHttp();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/who", Who).RequireAuthorization();
        return app;
    }

    /// <summary>Asks with a token.</summary>
    public async Task<HttpResponseMessage> AskAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/who");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return await _client.SendAsync(request, Cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private static string Who(ClaimsPrincipal principal)
    {
        var caller = principal.ToCaller();
        return string.Join('|', [caller.User.Value, .. caller.Groups.Select(group => group.Value)]);
    }
}
