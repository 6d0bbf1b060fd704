using System.Text.Json;
using SegmentExport.TestKit.Identity;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>Sign-in by a browser elsewhere, at the gateway of a cluster that trusts an issuer.</summary>
public sealed class IssuerSignInTests
{
    [Fact]
    public async Task SignIn_AtTheIssuer_IsKeptRenewedAndForgotten()
    {
        await using var issuer = OidcIssuer.Start();
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 1, Gateways = 0, Users = 500 });
        var gateway = cluster.StartGatewayOf(
            Programs.Gateway, ("SegmentExport__SignIn__Issuer", null), ("SegmentExport__SignIn__SigningKey", null), ("SegmentExport__SignIn__Authority", issuer.Url),
            ("SegmentExport__SignIn__CommandLineClientId", "segx"));
        await gateway.WaitUntilReadyAsync();
        using var segx = new Segx(gateway.Address);

        var byName = await segx.RunAsync("sign-in", "--user", "alice");
        var signedIn = await segx.RunAsync("sign-in", "--json");
        var spaces = await segx.RunAsync("spaces");
        issuer.TokenLifetime = TimeSpan.FromSeconds(30);
        using var fresh = new Segx(gateway.Address);
        var first = await fresh.RunAsync("sign-in");
        issuer.User = "bob";
        var asOther = await segx.RunAsync("sign-in", "--json");
        Assert.Equal(0, (await segx.RunAsync("sign-in")).Code);
        var before = await TokenAsync(segx);
        var renewed = await segx.RunAsync("spaces");
        var after = await TokenAsync(segx);
        var left = issuer.RefreshTokens;
        var signedOut = await segx.RunAsync("sign-out");

        Assert.True(byName.Code == 3 && byName.Errors.Contains("no_development_sign_in", StringComparison.Ordinal), byName.Errors);
        Assert.True(signedIn.Code == 0 && signedIn.Errors.Contains($"{issuer.Url}/device in a browser, and enter the code ", StringComparison.Ordinal), signedIn.Errors);
        Assert.Contains("\"user\":\"alice\"", signedIn.Output, StringComparison.Ordinal);
        Assert.Contains("\"isRenewed\":true", signedIn.Output, StringComparison.Ordinal);
        Assert.True(spaces.Code == 0 && spaces.Output.Contains("retail", StringComparison.Ordinal), spaces.Errors);
        Assert.True(first.Code == 0, first.Errors);
        Assert.Contains("\"user\":\"bob\"", asOther.Output, StringComparison.Ordinal);
        Assert.True(renewed.Code == 0, renewed.Errors);
        Assert.NotEqual(before, after);
        Assert.Equal((0, left - 1), (signedOut.Code, issuer.RefreshTokens));
        Assert.False(File.Exists(segx.TokenFile));
        Assert.Equal(3, (await segx.RunAsync("spaces")).Code);
    }

    private static async Task<string> TokenAsync(Segx segx) =>
        JsonDocument.Parse(await File.ReadAllBytesAsync(segx.TokenFile, TestContext.Current.CancellationToken)).RootElement.GetProperty("token").GetString()!;
}
