using System.CommandLine;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client.Downloads;

namespace SegmentExport.Cli.Commands;

/// <summary>Downloading.</summary>
internal static class DownloadCommand
{
    /// <summary>Downloads the file of a task.</summary>
    public static Command Create(CommandContext context)
    {
        var (id, flags) = (TaskArgument.Create(), new DownloadFlags());
        var command = new Command("download", "Downloads the file of a completed task. Interrupted, the same command goes on where it was.") { id };
        flags.AddTo(command);
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
        {
            var tasks = (await session.SpaceAsync(cancellation)).Tasks;
            Write(session, await TaskProgress.DownloadAsync(session.Terminal, tasks, parsed.GetRequiredValue(id), parsed.GetValue(flags.Out) ?? ".", flags.Read(parsed), cancellation));
        }));
        return command;
    }

    /// <summary>Says what was downloaded.</summary>
    public static void Write(Session session, DownloadedFile file) => Answers.One(
        session.Terminal, session.AsJson, file,
        ("file", file.Path), ("size", $"{Shown.Size(file.Bytes)} ({Shown.Count(file.Bytes)} bytes)"), ("sha256", file.Sha256),
        ("checked", file.IsChecked ? "against the API's digest" : "no: the API has no digest of it"), ("resumed", file.Resumed > 0 ? $"{Shown.Size(file.Resumed)} were there" : null));
}
