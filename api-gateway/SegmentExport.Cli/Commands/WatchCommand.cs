using System.CommandLine;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;

namespace SegmentExport.Cli.Commands;

/// <summary>Watching.</summary>
internal static class WatchCommand
{
    /// <summary>Watches a task to its end, or all tasks until it is interrupted.</summary>
    public static Command Create(CommandContext context)
    {
        var id = TaskArgument.Create();
        id.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("watch", "Watches a task until it is completed or closed; without one, what happens to all tasks that you may see, until you interrupt it.") { id };
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
        {
            var tasks = (await session.SpaceAsync(cancellation)).Tasks;
            if (parsed.GetValue(id) is { Length: > 0 } task)
            {
                TaskAnswers.Write(session, await TaskProgress.WaitAsync(session.Terminal, tasks, task, cancellation));
                return;
            }

            await foreach (var item in tasks.WatchAsync(cancellation))
            {
                if (item.Task is { } changed)
                {
                    await session.Terminal.Output.WriteLineAsync(session.AsJson
                        ? JsonOutput.Write(changed)
                        : SafeText.Of($"{Shown.Time(context.Time.GetUtcNow())} {changed.Id} {changed.Status} {TaskAnswers.PackagingOf(changed)} {changed.Name}"));
                }
            }
        }));
        return command;
    }
}
