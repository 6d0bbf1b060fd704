using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>Sign-in, and what is not there or not for everybody.</summary>
public sealed class FrameStateTests(ConsoleHouse house) : PageStates(house)
{
    [Fact]
    public Task SignIn() => LookAsync("sign-in", null, "sign-in");

    [Fact]
    public Task SpaceOfOthers() => LookAsync("space-no-permission", "erin", Retail);

    [Fact]
    public Task TaskThatIsNot() => LookAsync("task-not-found", "alice", $"{Retail}/00000000-0000-7000-8000-000000000000", visitor =>
    {
        visitor.Expected.Add("404");
        return Task.CompletedTask;
    });

    [Fact]
    public Task PageThatIsNot() => LookAsync("page-not-found", "alice", "no-such-page", visitor =>
    {
        visitor.Expected.Add("404");
        return Task.CompletedTask;
    });
}
