using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Session;

public sealed class EndedSessionTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Fact]
    public async Task Session_ThatEndsInTheMiddleOfTheWizard_LeadsToSignIn_AndBackToTheDraft()
    {
        var visitor = await ComeAsync(null);
        visitor.Expected.Add("401");
        await visitor.OpenAsync("spaces/retail/downloads/new?segment=vip-invited&from=segment_list");
        await visitor.Button(visitor.Texts.Frame.SignInAs("alice")).ClickAsync();
        var reason = visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = visitor.Texts.Wizard.Reason });
        await reason.FillAsync("Kept over a sign-in");
        const string Segments = "**/api/v1/spaces/retail/segments*";
        await visitor.Page.RouteAsync(Segments, route => route.FulfillAsync(new() { Status = 401, ContentType = "application/problem+json", Body = """{"status":401,"code":"expired_token"}""" }));

        await visitor.Button(visitor.Texts.Wizard.Back).ClickAsync();
        await Expect(visitor.Button(visitor.Texts.Frame.SignInAs("alice"))).ToBeVisibleAsync();
        await visitor.Page.UnrouteAsync(Segments);
        await visitor.Button(visitor.Texts.Frame.SignInAs("alice")).ClickAsync();
        await visitor.Button(visitor.Texts.Wizard.Next).ClickAsync();

        await Expect(reason).ToHaveValueAsync("Kept over a sign-in");
    }
}
