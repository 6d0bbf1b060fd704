using System.Text.RegularExpressions;
using SegmentExport.Gateway.Tests.Support;

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

    [GeneratedRegex("""<script[^>]* src="([^"]+)""")]
    private static partial Regex Script();
}
