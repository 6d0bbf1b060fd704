using System.CommandLine;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client.Contracts;

namespace SegmentExport.Cli.Commands;

/// <summary>The audit.</summary>
internal static class AuditCommands
{
    /// <summary>Its commands.</summary>
    public static Command Create(CommandContext context) => new("audit", "What was done, refused and handed out.") { List(context), SiloCommands.VerifyAudit(context) };

    private static Command List(CommandContext context)
    {
        var task = new Option<string?>("--task") { Description = "Only of this task.", HelpName = "id" };
        var limit = new Option<int>("--limit") { Description = "At most so many; default 50.", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "The audit's rows, newest first; for approvers.") { task, limit };
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
        {
            var items = new List<AuditItem>();
            await foreach (var item in (await session.SpaceAsync(cancellation)).ListAuditAsync(parsed.GetValue(task), cancellation).Take(Math.Max(1, parsed.GetValue(limit))))
            {
                items.Add(item);
            }

            Answers.Many(
                session.Terminal, session.AsJson, items,
                ("AT", item => Shown.Time(item.At)), ("WHO", item => item.Actor ?? "system"), ("WHAT", item => item.Action), ("OUTCOME", item => item.Outcome),
                ("TASK", item => item.TaskId), ("ROWS", item => Shown.Count(item.Rows)));
        }));
        return command;
    }
}
