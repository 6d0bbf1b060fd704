using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using SegmentExport.Cli.Commands;
using SegmentExport.Cli.Completion;
using SegmentExport.Cli.Output;

namespace SegmentExport.Cli;

/// <summary>The program <c>segx</c>.</summary>
internal static class SegxProgram
{
    /// <summary>Runs one command.</summary>
    /// <returns>The exit code, one of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandContext context)
    {
        var parsed = Build(context).Parse(arguments);
        var configuration = new InvocationConfiguration { Output = context.Terminal.Output, Error = context.Terminal.ErrorOutput, EnableDefaultExceptionHandler = false };
        try
        {
            var code = await parsed.InvokeAsync(configuration);
            return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
        }
        catch (Exception fault)
        {
            // Nobody is helped by a stack trace on a terminal.
            return Failures.Tell(context.Terminal, fault, parsed.GetValue(GlobalOptions.Json));
        }
    }

    /// <summary>All commands.</summary>
    public static RootCommand Build(CommandContext context)
    {
        var root = new RootCommand("Exports of segments: create, watch, approve, download. Exit codes and examples: docs/cli.md.")
        {
            SignInCommands.SignIn(context),
            SignInCommands.SignOut(context),
            CatalogQueries.Spaces(context),
            CatalogQueries.Fields(context),
            CatalogQueries.Segments(context),
            ExportCommand.Create(context),
            TaskQueries.List(context),
            TaskQueries.Show(context),
            WatchCommand.Create(context),
            DecisionCommands.Approve(context),
            DecisionCommands.Reject(context),
            DecisionCommands.Withdraw(context),
            DownloadCommand.Create(context),
            AuditCommands.Create(context),
            OpsCommands.Create(context),
            SiloCommands.Catalog(context),
            WebhookCommands.Create(context),
            CompletionCommand.Create(context),
        };
        root.Options.Add(GlobalOptions.Api);
        root.Options.Add(GlobalOptions.Space);
        root.Options.Add(GlobalOptions.Json);
        root.Options.Add(GlobalOptions.Insecure);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new NamedHelp((SynchronousCommandLineAction)help.Action!);
        }

        return root;
    }
}
