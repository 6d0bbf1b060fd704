using System.CommandLine;
using SegmentExport.Cli.Output;

namespace SegmentExport.Cli.Completion;

/// <summary>Completion for shells.</summary>
internal static class CompletionCommand
{
    /// <summary>Writes a script that has the shell ask this program.</summary>
    public static Command Create(CommandContext context)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion", "Writes a script for a shell's completion, as in: source <(segx completion bash)") { shell };
        command.SetAction(parsed =>
        {
            context.Terminal.Output.WriteLine(ShellScripts.Of(parsed.GetRequiredValue(shell)));
            return ExitCodes.Ok;
        });
        return command;
    }
}
