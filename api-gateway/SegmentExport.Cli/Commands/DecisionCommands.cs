using System.CommandLine;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Tasks;

namespace SegmentExport.Cli.Commands;

/// <summary>Approving, rejecting, withdrawing.</summary>
internal static class DecisionCommands
{
    /// <summary>Approves a task.</summary>
    public static Command Approve(CommandContext context) => Create(context, "approve", "Approves a task.", (tasks, id, comment, cancellation) => tasks.ApproveAsync(id, comment, cancellation));

    /// <summary>Rejects a task.</summary>
    public static Command Reject(CommandContext context) => Create(context, "reject", "Rejects a task.", (tasks, id, comment, cancellation) => tasks.RejectAsync(id, comment, cancellation));

    /// <summary>Withdraws a task.</summary>
    public static Command Withdraw(CommandContext context) => Create(context, "withdraw", "Withdraws your own task.", (tasks, id, comment, cancellation) => tasks.WithdrawAsync(id, comment, cancellation));

    private static Command Create(CommandContext context, string name, string description, Func<DownloadTasksClient, string, string?, CancellationToken, Task<DownloadTask>> decide)
    {
        var id = TaskArgument.Create();
        var comment = new Option<string?>("--comment") { Description = "A word to it.", HelpName = "text" };
        var command = new Command(name, description) { id, comment };
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
        {
            var tasks = (await session.SpaceAsync(cancellation)).Tasks;
            TaskAnswers.Write(session, await decide(tasks, parsed.GetRequiredValue(id), parsed.GetValue(comment), cancellation));
        }));
        return command;
    }
}
