using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using SegmentExport.Cli.Output;

namespace SegmentExport.Cli.Commands;

/// <summary>Commands that need the database, the catalog file or a source: the silo's program has them, with its own settings. Its output and its exit code are passed on.</summary>
internal static class SiloCommands
{
    private const string Variable = "SEGX_SILO";
    private const string Program = "SegmentExport.Silo.dll";

    /// <summary>Checks that nobody changed the audit.</summary>
    public static Command VerifyAudit(CommandContext context) =>
        Create(context, "verify", "Checks in the database that nobody changed the audit. Needs the silo's program and settings.", "verify-audit");

    /// <summary>The operator's catalog file.</summary>
    public static Command Catalog(CommandContext context) => new("catalog", "The operator's catalog file. Needs the silo's program.")
    {
        Create(context, "check", "Checks a catalog against itself and its sources.", "catalog", "check"),
        Create(context, "init", "Writes a catalog for a source, as a beginning.", "catalog", "init"),
    };

    private static Command Create(CommandContext context, string name, string description, params IReadOnlyList<string> words)
    {
        var silo = new Option<string?>("--silo") { Description = $"The folder of the silo's program, or its {Program}. Else {Variable}.", HelpName = "path" };
        var rest = new Argument<string[]>("arguments") { Description = "Passed on; after '--' where they begin with a dash.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(name, description) { silo, rest };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(silo) ?? context.Environment(Variable);
            if (string.IsNullOrEmpty(path))
            {
                throw new UsageException("silo_missing", $"Where is the silo's program? Name it by --silo or {Variable}.");
            }

            var program = Directory.Exists(path) ? Path.Combine(path, Program) : path;
            return File.Exists(program)
                ? await RunAsync(context.Terminal, [program, .. words, .. parsed.GetValue(rest) ?? []], cancellation)
                : throw new UsageException("silo_missing", $"There is no '{program}'.");
        });
        return command;
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception fault)
        {
            throw new UsageException("dotnet_missing", $"'dotnet', which runs the silo's program, cannot be started: {fault.Message}. Install .NET, or add its folder to PATH.", ExitCodes.Failed);
        }
    }

    private static async Task<int> RunAsync(Terminal terminal, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(arguments);
        try
        {
            await Task.WhenAll(PassAsync(process.StandardOutput, terminal.Output), PassAsync(process.StandardError, terminal.ErrorOutput));
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        async Task PassAsync(StreamReader from, TextWriter to)
        {
            while (await from.ReadLineAsync(cancellation) is { } line)
            {
                await to.WriteLineAsync(line);
            }
        }
    }
}
