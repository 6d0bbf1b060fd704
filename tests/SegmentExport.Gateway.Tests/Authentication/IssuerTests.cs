using System.Buffers.Text;
using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SegmentExport.Gateway.Authentication;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Identity;

namespace SegmentExport.Gateway.Tests.Authentication;

/// <summary>Sign-in of a cluster's gateway, against an issuer with a discovery document and keys of its own.</summary>
public sealed class IssuerTests : IAsyncLifetime
{
    private readonly OidcIssuer _issuer = OidcIssuer.Start();
    private TokenGateway _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await TokenGateway.StartAsync(_issuer);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Token_OfTheIssuer_NamesTheUser()
    {
        using var answer = await _gateway.AskAsync(_issuer.TokenFor("alice"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("alice", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public Task Token_OfAnotherAudience_IsRefused() => RefusedAsync(_issuer.TokenFor("alice", audience: "another-service"));

    [Fact]
    public Task Token_OfAnotherIssuer_IsRefused() => RefusedAsync(_issuer.TokenFor("alice", issuer: "https://elsewhere.example"));

    [Fact]
    public Task Token_NotYetValid_IsRefused() => RefusedAsync(_issuer.TokenFor("alice", startsIn: TimeSpan.FromMinutes(5)));

    [Fact]
    public Task Token_Expired_SaysSo() => RefusedAsync(_issuer.TokenFor("alice", validFor: TimeSpan.FromMinutes(-1)), "expired_token");

    [Theory]
    [InlineData("exp")]
    [InlineData("sub")]
    [InlineData("aud")]
    [InlineData("iss")]
    public async Task Token_ThatDoesNotSayAllOfIt_IsRefused(string claim)
    {
        var claims = JsonSerializer.SerializeToNode(_issuer.Claims("alice"))!.AsObject();
        claims.Remove(claim);

        await RefusedAsync(_issuer.Key.Sign(claims));
    }

    /// <summary>What docs/security.md says of a token that is replayed: signing out ends the session at the issuer and no token; the token's own end does.</summary>
    [Fact]
    public async Task Token_ReplayedAfterSignOut_IsGoodUntilItsEndAndNoLonger()
    {
        // The clocks of issuer and gateway may differ by half a minute.
        var (living, ended) = (_issuer.TokenFor("alice", validFor: TimeSpan.FromMinutes(5)), _issuer.TokenFor("alice", validFor: TimeSpan.FromSeconds(-31)));
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var signedOut = await browser.GetAsync(new Uri($"{_issuer.Url}/end-session?post_logout_redirect_uri=http://127.0.0.1/"), Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);

        using var answer = await _gateway.AskAsync(living);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await RefusedAsync(ended, "expired_token");
    }

    [Fact]
    public async Task Token_SignedByAnotherKeyUnderAKnownId_IsRefused()
    {
        using var forger = new IssuerKey();

        await RefusedAsync(forger.Sign(_issuer.Claims("alice"), _issuer.Key.Id));
    }

    [Fact]
    public Task Token_WithoutASignature_IsRefused() => RefusedAsync($"{IssuerKey.Encode(new { alg = "none", typ = "JWT" })}.{IssuerKey.Encode(_issuer.Claims("alice"))}.");

    [Fact]
    public async Task Token_SignedByHmacWithThePublicKey_IsRefused()
    {
        var text = $"{IssuerKey.Encode(new { alg = "HS256", typ = "JWT", kid = _issuer.Key.Id })}.{IssuerKey.Encode(_issuer.Claims("alice"))}";
        var forged = HMACSHA256.HashData(Encoding.ASCII.GetBytes(_issuer.Key.PublicPem), Encoding.ASCII.GetBytes(text));

        await RefusedAsync($"{text}.{Base64Url.EncodeToString(forged)}");
    }

    [Fact]
    public async Task Token_OfANewKey_IsTakenWithoutARestart_AndOneOfADroppedKeyNoMore()
    {
        var old = _issuer.TokenFor("alice");
        await UntilAsync(old, HttpStatusCode.OK);

        _issuer.AddKey(dropOld: true);

        await UntilAsync(_issuer.TokenFor("bob"), HttpStatusCode.OK);
        await RefusedAsync(old);
    }

    [Fact]
    public async Task UnknownKeyIds_ByTheHundred_DoNotHammerTheIssuer()
    {
        await UntilAsync(_issuer.TokenFor("alice"), HttpStatusCode.OK);
        using var forger = new IssuerKey();

        for (var attempt = 0; attempt < 200; attempt++)
        {
            await RefusedAsync(forger.Sign(_issuer.Claims("alice"), $"unknown-{attempt}"));
        }

        // One at the start, one for the first that was unknown, and one for each half minute that this may take on a busy machine.
        Assert.InRange(_issuer.KeySetReads, 1, 6);
    }

    [Fact]
    public async Task Issuer_Down_IsToldAs503_CountedAndMadeGood()
    {
        var failures = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == SignInMetrics.IssuerFailures)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref failures, value));
        listener.Start();
        _issuer.IsDown = true;

        using (var answer = await _gateway.AskAsync(_issuer.TokenFor("alice")))
        {
            await Problems.ReadAsync(answer, HttpStatusCode.ServiceUnavailable, "issuer_unavailable");
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        Assert.NotEqual(0, Interlocked.Read(ref failures));
        _issuer.IsDown = false;
        await UntilAsync(_issuer.TokenFor("alice"), HttpStatusCode.OK);

        // What is known stays known.
        _issuer.IsDown = true;
        await UntilAsync(_issuer.TokenFor("alice"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Issuer_ThatDoesNotAnswer_IsGivenUp()
    {
        var never = new TaskCompletionSource();
        _issuer.Delay = never.Task;

        using var answer = await _gateway.AskAsync(_issuer.TokenFor("alice"));

        await Problems.ReadAsync(answer, HttpStatusCode.ServiceUnavailable, "issuer_unavailable");
        never.SetResult();
    }

    private async Task RefusedAsync(string token, string code = "invalid_token")
    {
        using var answer = await _gateway.AskAsync(token);
        await Problems.ReadAsync(answer, HttpStatusCode.Unauthorized, code);
    }

    private async Task UntilAsync(string token, HttpStatusCode status)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await _gateway.AskAsync(token);
            if (answer.StatusCode == status)
            {
                return;
            }

            await Task.Delay(50, patience.Token);
        }
    }
}
