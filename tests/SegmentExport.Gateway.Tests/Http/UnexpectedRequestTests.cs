using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Http;

public sealed class UnexpectedRequestTests(RunningGateway gateway)
{
    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/api/v2/me")]
    [InlineData("/api/v1/spaces/retail/no-such")]
    [InlineData("/api/v1/spaces/retail/download-tasks/x/publish")]
    [InlineData("/openapi/v9.json")]
    public async Task Path_ThatDoesNotExist_PointsToTheApiDocument(string path)
    {
        var problem = await gateway.Alice.RefusedAsync(HttpMethod.Get, path, HttpStatusCode.NotFound, "path_not_found");

        Assert.Contains("/openapi/v1.json", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("DELETE", RunningGateway.Tasks, "GET, POST")]
    [InlineData("PUT", "/api/v1/me", "GET")]
    [InlineData("GET", "/dev/sign-in", "POST")]
    [InlineData("GET", RunningGateway.Tasks + "/x/approve", "POST")]
    [InlineData("PATCH", RunningGateway.Tasks + "/x", "GET")]
    [InlineData("POST", RunningGateway.Tasks + "/x/file", "GET, HEAD")]
    public async Task Method_ThatAPathDoesNotTake_SaysWhichItTakes(string method, string path, string allowed)
    {
        using var answer = await gateway.Alice.SendAsync(new(method), path);
        var problem = await Problems.ReadAsync(answer, HttpStatusCode.MethodNotAllowed, "method_not_allowed");

        Assert.Contains(allowed, problem.GetProperty("detail").GetString());
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/startup")]
    public async Task Health_WithoutAToken_IsTold(string path)
    {
        using var answer = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("healthy", (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html")]
    public async Task Refusal_OfAClientThatTakesNoJson_StillHasATrace(string accept) =>
        await gateway.Alice.RefusedAsync(HttpMethod.Get, "/api/v1/spaces/nowhere/fields", HttpStatusCode.NotFound, "space_not_found", headers: headers => headers.Add("Accept", accept));

    [Theory]
    [InlineData("none-such")]
    [InlineData("\"\"")]
    [InlineData("\"utf-8")]
    public async Task Body_InACharsetThatThereIsNot_IsRefused(string charset)
    {
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");

        await gateway.Alice.RefusedAsync(HttpMethod.Post, RunningGateway.Tasks, HttpStatusCode.UnsupportedMediaType, "unsupported_media_type", body);
    }

    [Fact]
    public async Task Answer_DoesNotSayWhatServesIt()
    {
        using var answer = await gateway.Client.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Empty(answer.Headers.Server);
    }
}
