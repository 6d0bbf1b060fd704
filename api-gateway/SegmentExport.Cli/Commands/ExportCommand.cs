using System.CommandLine;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client.Contracts;

namespace SegmentExport.Cli.Commands;

/// <summary>A new export.</summary>
internal static class ExportCommand
{
    /// <summary>Creates a task; if wished, waits for it and downloads its file.</summary>
    public static Command Create(CommandContext context)
    {
        var segment = new Option<string>("--segment") { Description = "The segment's id.", Required = true, HelpName = "id" };
        var fields = new Option<string[]>("--fields") { Description = "The fields' ids in the file's order, with commas.", Required = true, HelpName = "ids" };
        var masks = new Option<string[]>("--mask") { Description = "How a field is masked, as in phone=phone; several with commas, or again.", HelpName = "field=rule", DefaultValueFactory = _ => [] };
        var reason = new Option<string>("--reason") { Description = "Why. The approver reads it.", Required = true, HelpName = "text" };
        var format = new Option<string?>("--format") { Description = "The file's format; default csv." };
        format.AcceptOnlyFromAmong("csv", "jsonl", "xlsx", "parquet");
        var key = new Option<string?>("--key") { Description = "Calls with the same key are one task: repeat the command safely, as in --key autumn-2026.", HelpName = "text" };
        var wait = new Option<bool>("--wait") { Description = "Waits until it is approved and packed." };
        var flags = new DownloadFlags();
        var command = new Command("export", "Creates a download task. With --wait it waits until the task is completed, with --out it also downloads the file.")
        {
            segment, fields, masks, reason, format, key, wait,
        };
        flags.AddTo(command);
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
        {
            flags.RefuseFileInTheWay(parsed);
            var request = new CreateDownloadTask
            {
                SegmentId = parsed.GetValue(segment),
                Reason = parsed.GetValue(reason),
                Fields = FieldMasks.Read(parsed.GetRequiredValue(fields), parsed.GetRequiredValue(masks)),
                Format = parsed.GetValue(format),
            };
            var tasks = (await session.SpaceAsync(cancellation)).Tasks;
            var task = await tasks.CreateAsync(request, parsed.GetValue(key), cancellation);
            var path = parsed.GetValue(flags.Out);
            if (path is null && !parsed.GetValue(wait))
            {
                TaskAnswers.Write(session, task);
                return;
            }

            // First of all its id: whoever interrupts this goes on with 'segx watch' or 'segx download'.
            session.Terminal.Say($"task {task.Id}");
            task = await TaskProgress.WaitAsync(session.Terminal, tasks, task.Id, cancellation);
            if (path is null)
            {
                TaskAnswers.Write(session, task);
            }
            else
            {
                DownloadCommand.Write(session, await TaskProgress.DownloadAsync(session.Terminal, tasks, task.Id, path, flags.Read(parsed), cancellation));
            }
        }));
        return command;
    }
}
