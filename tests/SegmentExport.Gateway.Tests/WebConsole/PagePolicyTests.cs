using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using SegmentExport.Gateway.WebConsole;

namespace SegmentExport.Gateway.Tests.WebConsole;

public sealed class PagePolicyTests
{
    private static readonly Dictionary<string, string?> Issuer = new()
    {
        ["SegmentExport:SignIn:Authority"] = "https://login.example.com/realms/people",
        ["SegmentExport:Console:ClientId"] = "console",
        ["SegmentExport:Console:IssuerOrigins"] = "https://tokens.example.com",
    };

    [Fact]
    public void Page_WhereThereIsNoIssuer_AsksNobodyElse()
    {
        var policy = PolicyOf("/", []);

        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-src 'none';", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_WhereThereIsAnIssuer_MayAskItsOriginsAlone()
    {
        var policy = PolicyOf("/spaces/retail/downloads", Issuer);

        Assert.Contains("connect-src 'self' https://login.example.com https://tokens.example.com;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-src 'self' https://login.example.com https://tokens.example.com;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "frame-ancestors 'self'")]
    [InlineData(false, "frame-ancestors 'none'")]
    public void SignInPage_IsShownInAFrame_OnlyByTheConsoleAndOnlyWhereThereIsAnIssuer(bool hasIssuer, string ancestors) =>
        Assert.EndsWith(ancestors, PolicyOf("/authentication/login-callback", hasIssuer ? Issuer : []), StringComparison.Ordinal);

    private static string PolicyOf(string path, Dictionary<string, string?> settings)
    {
        var context = new DefaultHttpContext { Request = { Path = path } };
        PagePolicy.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Apply(context);
        return context.Response.Headers.ContentSecurityPolicy!;
    }
}
