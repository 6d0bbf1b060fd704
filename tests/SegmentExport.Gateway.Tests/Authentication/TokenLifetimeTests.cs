using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.Hosting.Startup;
using SegmentExport.TestKit.Identity;

namespace SegmentExport.Gateway.Tests.Authentication;

/// <summary>However long the issuer makes tokens: a cluster's gateway takes none that lives longer than the settings say.</summary>
public sealed class TokenLifetimeTests : IAsyncLifetime
{
    private const int Hour = 3600;

    private readonly OidcIssuer _issuer = OidcIssuer.Start();
    private TokenGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TokenGateway.StartAsync(_issuer, "--SegmentExport:SignIn:MaxTokenLifetime=02:00:00");

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData(0, 2 * Hour, true)]
    [InlineData(-Hour, Hour, true)]
    [InlineData(null, 2 * Hour, true)]
    [InlineData(0, (2 * Hour) + 60, false)]
    [InlineData(-2 * Hour, 60, false)]
    [InlineData(null, (2 * Hour) + 60, false)]
    [InlineData(Hour, 3 * Hour, false)]
    [InlineData(-30 * 24 * Hour, 60, false)]
    [InlineData(0, 10 * 365 * 24 * Hour, false)]
    public async Task Token_OfALife_IsTakenUpToTheLongest(int? issuedIn, int endsIn, bool isTaken)
    {
        using var answer = await _gateway.AskAsync(TokenOf(issuedIn, endsIn));

        if (isTaken)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return;
        }

        var problem = await Problems.ReadAsync(answer, HttpStatusCode.Unauthorized, "token_too_long_lived");
        Assert.Contains("02:00:00", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ByDefault_IsTakenForHalfADay()
    {
        await using var gateway = await TokenGateway.StartAsync(_issuer);
        using var halfADay = await gateway.AskAsync(TokenOf(0, 12 * Hour));
        using var longer = await gateway.AskAsync(TokenOf(0, 13 * Hour));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (halfADay.StatusCode, longer.StatusCode));
    }

    [Theory]
    [InlineData("00:00:59")]
    [InlineData("7.00:00:01")]
    public void Setting_OutOfRange_IsRefusedWithTheRange(string setting)
    {
        var fault = Assert.Throws<StartupException>(() => TokenGateway.Create($"--SegmentExport:SignIn:Authority={_issuer.Url}", $"--SegmentExport:SignIn:MaxTokenLifetime={setting}"));

        Assert.Contains("00:01:00 to 7.00:00:00", fault.Message, StringComparison.Ordinal);
    }

    private string TokenOf(int? issuedIn, int endsIn)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = JsonSerializer.SerializeToNode(_issuer.Claims("alice"))!.AsObject();
        claims.Remove("iat");
        claims["exp"] = now + endsIn;
        if (issuedIn is { } seconds)
        {
            claims["iat"] = now + seconds;
        }

        return _issuer.Key.Sign(claims);
    }
}
