using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Session;

public sealed class SignInTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Fact]
    public async Task SignIn_AsOneOfTheSamplesUsers_LeadsToTheirSpace()
    {
        var visitor = await ComeAsync(null);
        await visitor.OpenAsync("");
        await visitor.Button(visitor.Texts.Frame.SignInAs("alice")).ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/spaces/retail/downloads$"));
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = visitor.Texts.Tasks.Title, Level = 1 })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByTitle(visitor.Texts.Frame.SignedInAs("alice"))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task DeepLink_OfSomebodyWhoIsNotSignedIn_IsOpenedAfterSignIn()
    {
        var visitor = await ComeAsync(null);
        await visitor.OpenAsync("spaces/retail/downloads?status=closed");
        await visitor.Button(visitor.Texts.Frame.SignInAs("alice")).ClickAsync();

        await Expect(visitor.Page.GetByLabel(visitor.Texts.Tasks.StatusFilter)).ToHaveValueAsync("closed");
    }

    [Fact]
    public async Task SignOut_ForgetsTheToken()
    {
        var visitor = await ComeAsync(null);
        await visitor.OpenAsync("");
        await visitor.Button(visitor.Texts.Frame.SignInAs("bob")).ClickAsync();
        await visitor.Button(visitor.Texts.Frame.SignOut).ClickAsync();
        await Expect(visitor.Button(visitor.Texts.Frame.SignInAs("bob"))).ToBeVisibleAsync();
        await visitor.OpenAsync("spaces/retail/downloads");

        await Expect(visitor.Button(visitor.Texts.Frame.SignInAs("bob"))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Space_ThatOneIsNoMemberOf_SaysSo()
    {
        var visitor = await OpenAsync("erin", "spaces/retail/downloads");

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = visitor.Texts.Problems.NoPermissionTitle })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SpaceSwitcher_OfSomebodyWithTwoSpaces_ShowsTheOthersTasks()
    {
        var visitor = await OpenAsync("carol", "spaces/retail/downloads");
        await visitor.Page.GetByLabel(visitor.Texts.Frame.Space).SelectOptionAsync("finance");

        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/spaces/finance/downloads$"));
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = visitor.Texts.Tasks.Title, Level = 1 })).ToBeVisibleAsync();
    }
}
