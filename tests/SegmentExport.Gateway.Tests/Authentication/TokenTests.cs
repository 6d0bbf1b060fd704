using System.Net;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Authentication;

public sealed class TokenTests(RunningGateway gateway)
{
    private byte[] Key => File.ReadAllBytes(Path.Combine(gateway.DataPath, "keys", "dev-sign-in.key"));

    public static TheoryData<string, string> ProtectedCalls => new()
    {
        { "GET", "/api/v1/me" },
        { "GET", "/api/v1/spaces/retail/fields" },
        { "GET", "/api/v1/spaces/retail/segments" },
        { "GET", "/api/v1/spaces/retail/segments/everyone" },
        { "GET", RunningGateway.Tasks },
        { "POST", RunningGateway.Tasks },
        { "GET", $"{RunningGateway.Tasks}/0" },
        { "POST", $"{RunningGateway.Tasks}/0/withdraw" },
        { "POST", $"{RunningGateway.Tasks}/0/approve" },
        { "POST", $"{RunningGateway.Tasks}/0/reject" },
        { "GET", $"{RunningGateway.Tasks}/0/file" },
        { "GET", $"{RunningGateway.Tasks}/0/manifest" },
    };

    [Theory]
    [MemberData(nameof(ProtectedCalls))]
    public async Task Call_WithoutAToken_IsRefused(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await Problems.ReadAsync(answer, HttpStatusCode.Unauthorized, "missing_token");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Token_MadeWithTheGatewaysOwnKey_IsTaken()
    {
        using var answer = await MeAsync(ForgedToken.Create(Key));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Token_OfAnotherKey_IsRefused() => await RefusedAsync(ForgedToken.Create(new byte[32]));

    [Fact]
    public async Task Token_WithoutSignature_IsRefused() => await RefusedAsync(ForgedToken.Create(Key, "none"));

    [Fact]
    public async Task Token_OfAnotherAlgorithm_IsRefused() => await RefusedAsync(ForgedToken.Create([.. Key, .. Key], "HS512"));

    [Fact]
    public async Task Token_OfAnotherIssuer_IsRefused() => await RefusedAsync(ForgedToken.Create(Key, issuer: "somebody"));

    [Fact]
    public async Task Token_OfNoUser_IsRefused() => await RefusedAsync(ForgedToken.Create(Key, subject: ""));

    [Theory]
    [InlineData("alice\u001b[31m")]
    [InlineData("alice\r\nX-Role: admin")]
    [InlineData("alice\0")]
    [InlineData("\u009b2Jalice")]
    public async Task Token_OfAUserWithControlCharacters_IsRefused(string user) => await RefusedAsync(ForgedToken.Create(Key, subject: user));

    [Fact]
    public async Task Token_WithAChangedSubject_IsRefused()
    {
        var (alice, carol) = (ForgedToken.Create(Key).Split('.'), ForgedToken.Create(Key, subject: "carol").Split('.'));

        await RefusedAsync($"{carol[0]}.{carol[1]}.{alice[2]}");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("")]
    public async Task Token_ThatIsNone_IsRefused(string token) => await RefusedAsync(token);

    [Fact]
    public async Task Token_ThatHasExpired_SaysSo() => await RefusedAsync(ForgedToken.Create(Key, age: TimeSpan.FromHours(9)), "expired_token");

    private async Task RefusedAsync(string token, string code = "invalid_token")
    {
        using var answer = await MeAsync(token);
        await Problems.ReadAsync(answer, HttpStatusCode.Unauthorized, code);
        Assert.Contains("error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
    }

    private async Task<HttpResponseMessage> MeAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
