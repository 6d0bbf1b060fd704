using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>The program on a terminal: bars that reach their end, and a terminal that is as it was whatever happens.</summary>
public sealed class TerminalTests(ExportGateway gateway) : IDisposable
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const string Interrupt = "\u0003";
    private const string Escape = "\e[";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "SegmentExport.Cli.dll");

    private readonly TempDataFolder _folder = new();

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public async Task Export_OnATerminal_ShowsBarsUpToTheirEnds(int columns)
    {
        var path = _folder.Combine("file.csv.gz");
        using var terminal = await StartAsync(columns, "export", "--segment", "everyone", "--fields", "name,phone,city", "--mask", "name=name,phone=phone", "--reason", "A test", "--wait", "--out", path);

        var task = (await terminal.ReadUntilAsync(HideCursor)).Split("task ")[1][..32];
        await gateway.Carol.ApproveAsync(task);
        var (code, shown, isClean) = await terminal.EndAsync();

        Assert.True(code == 0, shown);
        Assert.True(File.Exists(path));
        var download = shown.IndexOf("download", StringComparison.Ordinal);
        Assert.Contains("100%", Last(shown[..download], "completed"), StringComparison.Ordinal);
        Assert.Contains("100%", Last(shown, "download"), StringComparison.Ordinal);
        Assert.Contains("sha256", shown, StringComparison.Ordinal);
        AssertClean(shown, isClean);
    }

    [Fact]
    public async Task Export_Interrupted_LeavesTheTerminalAsItWas()
    {
        using var terminal = await StartAsync(80, "export", "--segment", "vip-invited", "--fields", "city", "--reason", "A test", "--wait");
        await terminal.ReadUntilAsync(HideCursor);

        await terminal.PressAsync(Interrupt);
        var (code, shown, isClean) = await terminal.EndAsync();

        Assert.True(code == 130, shown);
        Assert.Contains("Interrupted.", shown, StringComparison.Ordinal);
        AssertClean(shown, isClean);
    }

    [Fact]
    public async Task Bars_WithoutColours_AreStillBars()
    {
        using var terminal = await StartAsync(80, [("NO_COLOR", "1")], "download", (await gateway.CompletedTask).Id, "--out", _folder.Path);

        var (code, shown, isClean) = await terminal.EndAsync();

        Assert.True(code == 0, shown);
        Assert.Contains("100%", shown, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\e\[(3|4|9|10)\d[;m]|\e\[[34]8[;m]", shown);
        AssertClean(shown, isClean);
    }

    [Fact]
    public async Task Terminal_ThatCanDoNothing_GetsNoEscapes()
    {
        using var terminal = await StartAsync(80, [("TERM", "dumb")], "download", (await gateway.CompletedTask).Id, "--out", _folder.Path);

        var (code, shown, _) = await terminal.EndAsync();

        Assert.True(code == 0, shown);
        Assert.DoesNotContain(Escape, shown, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>What was drawn at the last time that a word was.</summary>
    private static string Last(string shown, string word) => shown[shown.LastIndexOf(word, StringComparison.Ordinal)..];

    private static void AssertClean(string shown, bool isClean)
    {
        Assert.True(isClean, "The terminal is left without its echo, or its lines cannot be edited.");
        Assert.True(shown.LastIndexOf(ShowCursor, StringComparison.Ordinal) > shown.LastIndexOf(HideCursor, StringComparison.Ordinal), "The cursor is left hidden.");
    }

    private Task<PseudoTerminal> StartAsync(int columns, params string[] arguments) => StartAsync(columns, [], arguments);

    private async Task<PseudoTerminal> StartAsync(int columns, IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals are another thing there.");
        return PseudoTerminal.Start(
            columns,
            ["dotnet", Program, .. arguments],
            [
                ("SEGX_API", gateway.Address.ToString()), ("SEGX_TOKEN", await gateway.TokenAsync("alice")), ("SEGX_SPACE", "retail"), ("XDG_CONFIG_HOME", _folder.Combine("config")), .. environment,
            ]);
    }
}
