using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.WebConsole;

/// <summary>The console as the gateway serves it. What it does in a browser: <c>SegmentExport.Console.Tests</c>.</summary>
public sealed partial class ConsoleFilesTests(RunningGateway gateway)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in?return=spaces%2Fretail%2Fdownloads")]
    [InlineData("/authentication/login-callback")]
    [InlineData("/spaces/retail/downloads")]
    [InlineData("/operations")]
    [InlineData("/spaces/retail/downloads/01jd.x")]
    [InlineData("/spaces/no-such/segments/a%20b")]
    public async Task AddressOfAPage_AnswersWithThePage(string path)
    {
        using var answer = await GetAsync(path, "*/*");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoCache);
        await AssertPageAsync(answer);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/space/retail")]
    public async Task UnknownAddress_InABrowser_AnswersWithThePageAsNotFound(string path)
    {
        using var answer = await GetAsync(path, "text/html,application/xhtml+xml,*/*;q=0.8");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await AssertPageAsync(answer);
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/API/v1/spaces")]
    [InlineData("/api/v1/spaces/retail/no-such")]
    [InlineData("/api/v2/me")]
    [InlineData("/health")]
    [InlineData("/health/no-such")]
    [InlineData("/openapi/v9.json")]
    [InlineData("/docs/no/such")]
    [InlineData("/dev/no-such")]
    [InlineData("/_framework/no-such.wasm")]
    [InlineData("/_content/no-such.js")]
    [InlineData("/css/no-such.css")]
    public async Task UnknownAddress_OfTheApiOrOfAFile_IsNeverThePage(string path)
    {
        using var answer = await GetAsync(path, "text/html,application/xhtml+xml,*/*;q=0.8");

        await Problems.ReadAsync(answer, HttpStatusCode.NotFound, "path_not_found");
    }

    [Fact]
    public async Task Post_ToAPage_IsNoPage()
    {
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Post, "/spaces/retail/downloads");

        await Problems.ReadAsync(answer, HttpStatusCode.NotFound, "path_not_found");
    }

    [Fact]
    public async Task Page_MayLoadAndAskNobodyElse()
    {
        using var answer = await GetAsync("/", "text/html");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self' 'wasm-unsafe-eval';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ThatHasNotChanged_IsNotSentAgain()
    {
        using var first = await GetAsync("/", "text/html");
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri("/spaces/retail/downloads", UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var answer = await gateway.Client.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    [Fact]
    public async Task FilesOfThePage_AreCompressed_AndAskedForAnewWhereTheirNameStaysTheSame()
    {
        using var answer = await GetAsync("/_framework/blazor.webassembly.js", "*/*");

        Assert.Equal("text/javascript", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        Assert.Contains(Assert.Single(answer.Content.Headers.ContentEncoding), new[] { "br", "gzip" });
        Assert.True(answer.Headers.CacheControl is { NoCache: true, NoStore: false });
        Assert.NotNull(answer.Headers.ETag);
    }

    [Fact]
    public async Task FilesThatThePageNames_AreAllThere()
    {
        using var page = await GetAsync("/", "text/html");
        var files = FileOfPage().Matches(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Select(match => match.Groups[1].Value).ToArray();

        Assert.Contains(files, file => file.StartsWith("_content/MudBlazor/", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var answer = await GetAsync($"/{file}", "*/*");
            Assert.True(answer.IsSuccessStatusCode, $"{file}: {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Console_IsThere_WhereTheSettingsWantIt(string enabled, bool isThere)
    {
        await using var app = GatewayApplication.Create(["--urls=http://127.0.0.1:0", $"--SegmentExport:Console:Enabled={enabled}"]);

        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/')).ToArray();

        Assert.Contains("api/v1/console", routes);
        Assert.Equal(isThere, routes.Contains("_framework/blazor.webassembly.js"));
    }

    [GeneratedRegex("""(?:src|link [^>]*href)="([^"]+)""")]
    private static partial Regex FileOfPage();

    private async Task<HttpResponseMessage> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        return await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task AssertPageAsync(HttpResponseMessage answer)
    {
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("_framework/blazor.webassembly.js", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
