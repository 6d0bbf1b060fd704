using SegmentExport.Cli;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client.Tests.Support;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>What can go wrong before the API has said anything: a message and a code, and no stack trace.</summary>
public sealed class FailureTests(ExportGateway gateway)
{
    [Fact]
    public async Task SignOut_BeforeASignIn_IsDone()
    {
        using var segx = new Segx();

        var (code, _, errors) = await segx.RunAsync("sign-out");

        Assert.Equal((0, ""), (code, errors));
    }

    [Theory]
    [InlineData("localhost:5080", "invalid_api")]
    [InlineData("exports", "invalid_api")]
    [InlineData("http://exports.example/", "insecure_api")]
    public async Task Api_OfTheEnvironmentThatIsNone_IsNoOtherCluster(string api, string expected)
    {
        using var segx = new Segx();
        var signedIn = await segx.RunAsync("sign-in", "--user", "alice", "--api", gateway.Address.ToString());

        var (code, _, errors) = await segx.WithApi(api).RunAsync("spaces");

        Assert.True(signedIn.Code == 0, signedIn.Errors);
        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_OverPlainHttp_IsAskedWhereThatIsAllowed()
    {
        using var segx = new Segx();

        var refused = await segx.RunAsync("spaces", "--api", "http://exports.example/");
        var allowed = await segx.RunAsync("spaces", "--api", "http://exports.example/", "--insecure");

        Assert.Equal((2, 3), (refused.Code, allowed.Code));
        Assert.Contains("not_signed_in", allowed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WhoseTokenCannotBeKept_SaysSo()
    {
        using var segx = new Segx(gateway.Address);
        await File.WriteAllTextAsync(Path.Combine(segx.Folder, "segment-export"), "In the way");

        var (code, _, errors) = await segx.RunAsync("sign-in", "--user", "alice");

        Assert.Equal(10, code);
        Assert.Contains("(file_failed)", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_ThatNobodyExpects_IsToldInOneLine()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var context = new CommandContext(
            new Terminal(output, errors, TextReader.Null, isOutputTerminal: false, isErrorTerminal: false), _ => throw new InvalidOperationException("Broken."), new CredentialFile("none"), TimeProvider.System);

        var code = await SegxProgram.RunAsync(["spaces"], context);

        Assert.Equal((1, "segx: Broken. (unexpected)"), (code, errors.ToString().TrimEnd()));
    }

    [Fact]
    public async Task Export_IntoAFileThatIsThere_AsksForNothing()
    {
        using var segx = new Segx(gateway.Address).WithToken(await gateway.TokenAsync("alice"));
        var path = Path.Combine(segx.Folder, "present");
        await File.WriteAllTextAsync(path, "Mine");

        var (code, _, errors) = await segx.RunAsync("export", "--space", "retail", "--segment", "no-such-segment", "--fields", "city", "--reason", "A test", "--out", path);

        Assert.Equal(10, code);
        Assert.Contains("(file_exists)", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  segx [command]", "--help")]
    [InlineData("  segx export [options]", "export", "--help")]
    public async Task Help_HasTheNameThatIsTyped(string usage, params string[] arguments)
    {
        using var segx = new Segx();

        var (code, output, errors) = await segx.RunAsync(arguments);

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(usage, output, StringComparison.Ordinal);
    }
}
