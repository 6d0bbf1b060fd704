using SegmentExport.Client.Tests.Support;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>Where tokens are kept, and to whom they are sent.</summary>
public sealed class SignInTests(ExportGateway gateway)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task SignIn_ByName_KeepsATokenForItsOwnerAlone()
    {
        using var segx = new Segx(gateway.Address);

        var (code, output, errors) = await segx.RunAsync("sign-in", "--user", "alice");
        var (next, spaces, _) = await segx.RunAsync("spaces");

        Assert.True(code == 0, errors);
        Assert.Contains("alice", output, StringComparison.Ordinal);
        Assert.True(next == 0 && spaces.Contains("retail", StringComparison.Ordinal), spaces);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(segx.TokenFile));
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(segx.TokenFile)!));
        }
    }

    [Fact]
    public async Task SignIn_WithATokenFromTheInput_KeepsItOnlyWhereItIsTaken()
    {
        using var segx = new Segx(gateway.Address);

        var refused = await segx.RunAsync("no-such-token\n", ["sign-in", "--token-stdin"]);
        var left = File.Exists(segx.TokenFile);
        var taken = await segx.RunAsync(await gateway.TokenAsync("bob") + "\n", ["sign-in", "--token-stdin", "--json"]);

        Assert.Equal(3, refused.Code);
        Assert.False(left);
        Assert.True(taken.Code == 0 && taken.Output.Contains("\"user\":\"bob\"", StringComparison.Ordinal), taken.Output + taken.Errors);
        Assert.DoesNotContain("no-such-token", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatOthersCanRead_IsRefused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Rights are the profile's there.");
            return;
        }

        using var segx = new Segx(gateway.Address);
        await segx.RunAsync("sign-in", "--user", "alice");
        File.SetUnixFileMode(segx.TokenFile, OwnerOnly | UnixFileMode.GroupRead);

        var (code, _, errors) = await segx.RunAsync("spaces");

        Assert.Equal(3, code);
        Assert.Contains("token_file_open", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_OfOneApi_IsSentToNoOther()
    {
        using var segx = new Segx();
        await segx.RunAsync("sign-in", "--user", "alice", "--api", gateway.Address.ToString());

        var (code, _, errors) = await segx.RunAsync("spaces", "--api", "http://127.0.0.1:9/");

        Assert.Equal(3, code);
        Assert.Contains("not_signed_in", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_ForgetsTheToken()
    {
        using var segx = new Segx(gateway.Address);
        await segx.RunAsync("sign-in", "--user", "alice");

        await segx.RunAsync("sign-out");

        Assert.False(File.Exists(segx.TokenFile));
    }
}
