using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentExport.Gateway.Authentication;
using SegmentExport.Hosting.Startup;
using SegmentExport.TestKit.Identity;

namespace SegmentExport.Gateway.Tests.Authentication;

/// <summary>Which groups a token names, and that nothing else in it makes one.</summary>
public sealed class GroupsClaimTests : IAsyncDisposable
{
    private readonly OidcIssuer _issuer = OidcIssuer.Start();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Theory]
    [InlineData("groups", "{}", "alice")]
    [InlineData("groups", """{ "groups": [] }""", "alice")]
    [InlineData("groups", """{ "groups": "analysts" }""", "alice|analysts")]
    [InlineData("groups", """{ "groups": ["analysts", "/CDP/审批 人", "analysts"] }""", "alice|analysts|/CDP/审批 人")]
    [InlineData("groups", """{ "groups": "analysts approvers" }""", "alice|analysts approvers")]
    [InlineData("groups", """{ "groups": ["", 7, true, null, { "name": "analysts" }, ["analysts"], "a\nb", "approvers"] }""", "alice|approvers")]
    [InlineData("groups", """{ "groups": { "analysts": true } }""", "alice")]
    [InlineData("groups", """{ "Groups": ["analysts"], "group": "analysts", "roles": ["analysts"], "name": "analysts" }""", "alice")]
    [InlineData("https://cdp.example/roles", """{ "https://cdp.example/roles": ["approvers"], "groups": ["analysts"] }""", "alice|approvers")]
    [InlineData("group", """{ "group": ["approvers"] }""", "alice|approvers")]
    [InlineData("", """{ "group": ["analysts"], "groups": ["analysts"], "role": "analysts" }""", "alice")]
    public async Task Token_WithClaims_NamesTheGroupsOfTheOneThatIsSet(string setting, string claims, string expected)
    {
        await using var gateway = await TokenGateway.StartAsync(_issuer, $"--{SignInOptions.SectionName}:GroupsClaim={setting}");
        var token = JsonSerializer.SerializeToNode(_issuer.Claims("alice"))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(claims)!.AsObject())
        {
            token[name] = value?.DeepClone();
        }

        using var answer = await gateway.AskAsync(_issuer.Key.Sign(token));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("sub")]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData(" ")]
    [InlineData("groups roles")]
    [InlineData("a\tb")]
    public void Setting_OfAClaimThatNamesNoGroups_IsRefusedAtStart(string claim)
    {
        var refusal = Assert.Throws<StartupException>(() => TokenGateway.Create($"--{SignInOptions.SectionName}:Authority={_issuer.Url}", $"--{SignInOptions.SectionName}:GroupsClaim={claim}"));

        Assert.Contains("SegmentExport:SignIn:GroupsClaim", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'groups'", refusal.Message, StringComparison.Ordinal);
    }
}
