using SegmentExport.WebConsole.Navigation;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class PathsTests
{
    [Theory]
    [InlineData("spaces/retail/downloads?status=closed", "spaces/retail/downloads?status=closed")]
    [InlineData(null, "")]
    [InlineData("//example.com", "")]
    [InlineData("/\\example.com", "")]
    [InlineData("\\\\example.com", "")]
    [InlineData("https://example.com", "")]
    [InlineData("javascript:alert(1)", "")]
    public void Returning_LeadsNowhereButIntoTheConsole(string? asked, string path) => Assert.Equal(path, Paths.Returning(asked));

    [Fact]
    public void SignInFor_APage_ComesBackToIt() => Assert.Equal("sign-in?return=spaces%2Fretail%2Fdownloads%3Fmine%3Dtrue", Paths.SignInFor("spaces/retail/downloads?mine=true"));

    [Fact]
    public void Path_OfOddNames_IsEscaped() => Assert.Equal("spaces/a%2Fb/segments/%3Fx", Paths.Portrait("a/b", "?x"));
}
