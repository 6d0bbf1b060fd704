using SegmentExport.TestKit.Identity;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Tools;
using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Session;

/// <summary>Sign-in to the console of a cluster: at an issuer, by a code with PKCE.</summary>
public sealed class IssuerSignInTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Fact]
    public async Task SignIn_AtTheIssuer_LeadsToTheList_EndsWithItsToken_AndWithSigningOut()
    {
        Tool.Chromium.Require();
        await using var issuer = OidcIssuer.Start();
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 1, Gateways = 0, Users = 500 });
        var gateway = cluster.StartGatewayOf(
            PublishedConsole.Program, ("SegmentExport__SignIn__Issuer", null), ("SegmentExport__SignIn__SigningKey", null), ("SegmentExport__SignIn__Authority", issuer.Url), ("SegmentExport__Console__ClientId", "console"));
        await gateway.WaitUntilReadyAsync();
        var alice = await ComeAsync(null, new() { IsNew = true, Address = gateway.Address });
        await alice.OpenAsync("spaces/retail/downloads?status=closed");
        await alice.Button(alice.Texts.Frame.SignInContinue).ClickAsync();
        await Expect(alice.Page.GetByRole(AriaRole.Heading, new() { Name = alice.Texts.Tasks.Title, Level = 1 })).ToBeVisibleAsync();
        await Expect(alice.Page.GetByTitle(alice.Texts.Frame.SignedInAs("alice"))).ToBeVisibleAsync();
        await Expect(alice.Page.GetByLabel(alice.Texts.Tasks.StatusFilter)).ToHaveValueAsync("closed");

        await alice.Button(alice.Texts.Frame.SignOut).ClickAsync();
        await alice.Page.GetByRole(AriaRole.Link, new() { Name = alice.Texts.Frame.SignIn }).ClickAsync();

        // A token that has expired by the gateway's clock: one is told to sign in, and comes back.
        alice.Expected.Add("401");
        issuer.TokenLifetime = TimeSpan.FromMinutes(-10);
        await alice.Button(alice.Texts.Frame.SignInContinue).ClickAsync();
        await alice.Page.WaitForResponseAsync(answer => answer.Status == 401);
        await Expect(alice.Page.GetByText(alice.Texts.Frame.SignInOidc)).ToBeVisibleAsync();
        issuer.TokenLifetime = TimeSpan.FromHours(1);
        await alice.Button(alice.Texts.Frame.SignInContinue).ClickAsync();
        await Expect(alice.Page.GetByTitle(alice.Texts.Frame.SignedInAs("alice"))).ToBeVisibleAsync();

        // One that lives too long: another one of that issuer would be as good, so one is told instead of sent back there.
        await alice.Button(alice.Texts.Frame.SignOut).ClickAsync();
        await alice.Page.GetByRole(AriaRole.Link, new() { Name = alice.Texts.Frame.SignIn }).ClickAsync();
        issuer.TokenLifetime = TimeSpan.FromDays(30);
        await alice.Button(alice.Texts.Frame.SignInContinue).ClickAsync();
        await Expect(alice.Page.GetByText(alice.Texts.Problems.Further().TokenTooLongLived)).ToBeVisibleAsync();

        // Before its gateway goes.
        await alice.Page.CloseAsync();
    }
}
