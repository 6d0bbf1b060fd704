using System.Diagnostics;
using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>The program as a process of its own, without a terminal.</summary>
public sealed class ProcessTests(ExportGateway gateway) : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "SegmentExport.Cli.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempDataFolder _folder = new();

    [Fact]
    public async Task Export_ThatWaitsAndDownloads_WritesTheFileOnceItIsApproved()
    {
        var path = _folder.Combine("high-value.csv.gz");
        using var segx = await StartAsync(
            "export", "--space", "retail", "--segment", "high-value", "--fields", "name,phone,city", "--mask", "name=name", "--mask", "phone=phone", "--reason", "A test", "--wait", "--out", path, "--json");

        var task = (await segx.StandardError.ReadLineAsync().WaitAsync(Patience))!.Split(' ')[1];
        await gateway.Carol.ApproveAsync(task);
        var output = await segx.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await segx.WaitForExitAsync().WaitAsync(Patience);

        Assert.True(segx.ExitCode == 0, await segx.StandardError.ReadToEndAsync());
        var digest = (await gateway.Alice.GetManifestAsync(task)).Containers[0].Sha256;
        Assert.Contains($"\"sha256\":\"{digest}\"", output, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Watch_ThatIsInterrupted_EndsWith130()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals, or the env that sets them, are another thing there.");
        var task = await gateway.CreateAsync();
        using var segx = await StartAsync("watch", task.Id, "--space", "retail");
        _ = await segx.StandardError.ReadLineAsync().WaitAsync(Patience);

        using var kill = Process.Start("kill", ["-INT", $"{segx.Id}"]);
        await segx.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(130, segx.ExitCode);
    }

    [Fact]
    public async Task Completion_InBash_KnowsTheCommands()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash.");
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true, RedirectStandardInput = true };
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync($$"""
            segx() { dotnet '{{Program}}' "$@"; }
            eval "$(segx completion bash)"
            COMP_LINE="segx appr" COMP_POINT=9 COMP_WORDS=(segx appr) COMP_CWORD=1
            _segx
            echo "${COMPREPLY[@]}"
            """);
        bash.StandardInput.Close();

        Assert.Equal("approve", (await bash.StandardOutput.ReadToEndAsync().WaitAsync(Patience)).Trim());
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Process> StartAsync(params string[] arguments)
    {
        // Whoever runs the tests in the background of a shell has them ignore interrupts, and their processes with them.
        string[] command = [.. OperatingSystem.IsLinux() ? new[] { "env", "--default-signal=INT" } : [], "dotnet", Program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["SEGX_API"] = gateway.Address.ToString();
        start.Environment["SEGX_TOKEN"] = await gateway.TokenAsync("alice");
        start.Environment["XDG_CONFIG_HOME"] = _folder.Path;
        return Process.Start(start)!;
    }
}
