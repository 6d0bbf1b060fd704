using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Gateway.Tests.OpenApi;

/// <summary>The page of the API: whole without anybody else's server.</summary>
public sealed partial class ApiPageTests(RunningGateway gateway)
{
    [Fact]
    public async Task Page_WithAllItsScripts_ComesFromHere()
    {
        using var page = await gateway.Client.GetAsync(new Uri("/docs/", UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await page.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var scripts = Script().Matches(html).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.DoesNotContain("//", script, StringComparison.Ordinal));
        foreach (var script in scripts)
        {
            using var answer = await gateway.Client.GetAsync(new Uri($"/docs/{script}", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal("text/javascript", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        }

        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Contains("openapi/v1.json", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Page_IsThere_WhereTheSettingsWantIt(string enabled, bool isThere)
    {
        await using var app = GatewayApplication.Create(["--urls=http://127.0.0.1:0", $"--SegmentExport:ApiPage:Enabled={enabled}"]);

        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/')).ToArray();

        Assert.Contains("openapi/v1.json", routes);
        Assert.Equal(isThere, routes.Any(route => route.StartsWith("docs", StringComparison.Ordinal)));
    }

    [Fact]
    public void Page_WithASettingThatIsNeither_StartsNothingAndSaysSo()
    {
        var fault = Assert.ThrowsAny<Exception>(() => GatewayApplication.Create(["--urls=http://127.0.0.1:0", "--SegmentExport:ApiPage:Enabled=maybe"]));

        Assert.Contains("'SegmentExport:ApiPage:Enabled'", StartFaults.Explain(fault), StringComparison.Ordinal);
    }

    [GeneratedRegex("""<script[^>]* src="([^"]+)""")]
    private static partial Regex Script();
}
