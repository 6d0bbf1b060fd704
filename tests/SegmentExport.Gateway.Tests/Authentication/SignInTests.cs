using System.Net;
using System.Net.Http.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Authentication;

public sealed class SignInTests(RunningGateway gateway)
{
    [Fact]
    public async Task SignIn_OfAMember_GivesABearerTokenForHours()
    {
        using var answer = await PostAsync(new { user = "alice" });
        var token = await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Bearer", token.GetProperty("tokenType").GetString());
        Assert.Equal(8 * 3600, token.GetProperty("expiresIn").GetInt32());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("mallory")]
    [InlineData("")]
    [InlineData("ALICE")]
    [InlineData("alice ")]
    [InlineData(null)]
    public async Task SignIn_OfNobody_IsRefused(string? user)
    {
        using var answer = await PostAsync(new { user });
        var problem = await Problems.ReadAsync(answer, HttpStatusCode.BadRequest, "unknown_user");

        Assert.Contains("alice", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task SignIn_FromAPageOfAnotherHost_IsTurnedAway()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dev/sign-in") { Content = JsonContent.Create(new { user = "alice" }) };
        request.Headers.Host = "rebound.example";
        using var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await Problems.ReadAsync(answer, HttpStatusCode.BadRequest, "unknown_host");
    }

    private Task<HttpResponseMessage> PostAsync(object body) => gateway.Client.PostAsJsonAsync("/dev/sign-in", body, TestContext.Current.CancellationToken);
}
