using System.Buffers.Text;
using System.Text;
using Duende.IdentityModel.Client;
using SegmentExport.Cli.Sessions;
using SegmentExport.TestKit.Identity;

namespace SegmentExport.Client.Tests.Sessions;

/// <summary>When tokens end whose issuer does not say it beside them.</summary>
public sealed class TokenEndTests
{
    [Theory]
    [InlineData("""{"exp":1795680000}""", 1795680000L)]
    [InlineData("""{"exp":1795680000.5}""", 1795680000L)]
    [InlineData("""{"exp":"soon"}""", null)]
    [InlineData("""{"exp":1e300}""", null)]
    [InlineData("""{"sub":"alice"}""", null)]
    [InlineData("[]", null)]
    [InlineData("{", null)]
    public void Claims_SayWhen(string claims, long? end) => Assert.Equal(end, TokenEnd.Of($"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.AA")?.ToUnixTimeSeconds());

    [Theory]
    [InlineData("opaque")]
    [InlineData("a.%.c")]
    [InlineData("..")]
    public void Token_OfAnotherKind_SaysNothing(string token) => Assert.Null(TokenEnd.Of(token));

    [Fact]
    public async Task Answer_WithoutALifetime_PromisesRenewalOnlyWhereTheTokenSaysWhen()
    {
        await using var server = OidcIssuer.Start();
        using var issuer = await Issuer.FindAsync(server.Url, "segx", TestContext.Current.CancellationToken);

        var known = await CredentialsAsync(issuer, server.TokenFor("alice", validFor: TimeSpan.FromMinutes(5)));
        var unknown = await CredentialsAsync(issuer, "opaque");

        Assert.True(known.IsRenewed);
        Assert.InRange(known.ExpiresAt!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.Equal((false, "once"), (unknown.IsRenewed, unknown.Renewal?.RefreshToken));
    }

    private static async Task<Credentials> CredentialsAsync(Issuer issuer, string token)
    {
        using var message = new HttpResponseMessage { Content = new StringContent($$"""{"access_token":"{{token}}","token_type":"Bearer","refresh_token":"once"}""", Encoding.UTF8, "application/json") };
        using var answer = await ProtocolResponse.FromHttpResponseAsync<TokenResponse>(message);
        return issuer.ToCredentials(answer, new("https://exports.example.com/"), null, TimeProvider.System.GetUtcNow());
    }
}
